import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Feature } from '../../../src/features/feature.ts';
import { createSafety } from '../../../src/features/safety/safety-flow.ts';
import { loadKnowledge } from '../../../src/knowledge/knowledge.ts';
import type { InboundContent } from '../../../src/messages/inbound.ts';
import { loadWords } from '../../../src/words/words.ts';
import { heard } from '../../support/heard.ts';

const LOCALES = join(import.meta.dirname, '../../../locales');
const CACHE = join(import.meta.dirname, '../../../node_modules/.cache/folding-chair');

let safety: Feature;

beforeAll(async () => {
  const words = await loadWords(LOCALES, () => {});
  safety = createSafety({ findCrisis: loadKnowledge(LOCALES, CACHE).findCrisis, words });
});

const command = (name: string, argument = ''): InboundContent => ({ kind: 'command', name, argument });
const photo: InboundContent = { kind: 'media', media: { kind: 'photo', fileId: 'file' } };

const heardAs = (isPlain: boolean) => () => ({ kind: 'homeless-tonight' as const, isPlain, why: '' });

describe('a crisis', () => {
  test('that is plain gets numbers and nothing else; what only sounds like one gets the answer as well', async () => {
    const words = await loadWords(LOCALES, () => {});
    const said = heard({ text: 'no house' });
    const next = async (isPlain: boolean) =>
      (await createSafety({ findCrisis: heardAs(isPlain), words }).think(said, undefined)).next;
    expect(await next(true)).toBe('start');
    expect(await next(false)).toMatchObject({ goTo: 'faq', with: { show: 'plainAnswer' } });
  });

  test('is heard in the name of a command, and a command of ours is none', () => {
    expect(safety.claims?.(heard({ content: command('kill_myself') }))).toBe(true);
    for (const name of ['start', 'help', 'topics', 'language', 'person', 'place', 'about', 'stop']) {
      expect({ name, claims: safety.claims?.(heard({ content: command(name) })) }).toEqual({ name, claims: false });
    }
  });

  test('under a photo gets numbers, and the photo goes on to be kept', async () => {
    const turn = await safety.think(heard({ content: photo, text: 'i want to kill myself' }), undefined);
    expect(turn.replies[0]?.text).toContain('116 123');
    expect(turn.next).toMatchObject({ goTo: 'members' });
  });
});
