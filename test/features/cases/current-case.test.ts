import { expect, test } from '@jest/globals';
import type { CaseFile } from '../../../src/features/cases/case-file.ts';
import type { CaseStore } from '../../../src/features/cases/case-store.ts';
import { createCurrentCase } from '../../../src/features/cases/current-case.ts';
import { heard } from '../../support/heard.ts';

test('the case of who is heard is looked up once for what they say, and anew for what is heard anew', async () => {
  const asked: string[] = [];
  const currentOf: CaseStore['currentOf'] = async personId => {
    asked.push(personId);
    return { id: String(asked.length) } as CaseFile;
  };
  const current = createCurrentCase({ currentOf });
  const sender = { personId: 'one', conversationId: 'theirs', languageChosen: false };
  const words = heard({ sender });
  const found = await Promise.all([current(words), current(words)]);
  expect([...found, await current({ ...words })].map(file => file?.id)).toEqual(['1', '1', '2']);
  expect(asked).toEqual(['one', 'one']);
});
