import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Feature } from '../../../src/features/feature.ts';
import { createMembers } from '../../../src/features/members/members-flow.ts';
import { createPlaceFinder } from '../../../src/knowledge/places.ts';
import type { InboundContent } from '../../../src/messages/inbound.ts';
import { loadWords } from '../../../src/words/words.ts';
import { heard } from '../../support/heard.ts';

const ROOT = join(import.meta.dirname, '../../..');

let members: Feature;

beforeAll(async () => {
  const words = await loadWords(join(ROOT, 'locales'), () => {});
  members = createMembers({
    words,
    findPlace: createPlaceFinder(join(ROOT, 'prisma/seed')),
    seal: () => new Uint8Array(),
  }) as Feature;
});

const photo: InboundContent = { kind: 'media', media: { kind: 'photo', fileId: 'file' } };
const labels = (writes: { label: string }[] | undefined) => writes?.map(({ label }) => label);

describe('a file', () => {
  test('is kept, and what was written under it goes to the questions', async () => {
    const turn = await members.think(heard({ content: photo, text: 'can my landlord do this' }), undefined);
    expect(labels(turn.writes)).toEqual(['attachment']);
    expect(turn.next).toMatchObject({ goTo: 'faq' });
  });

  test('whose words another room has answered is kept without a word', async () => {
    const turn = await members.think(heard({ content: photo, text: 'any words', handedOver: null }), undefined);
    expect(turn).toMatchObject({ replies: [], next: 'start' });
    expect(labels(turn.writes)).toEqual(['attachment']);
  });
});
