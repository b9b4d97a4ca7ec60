import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Feature, Heard } from '../../../src/features/feature.ts';
import { createSafety } from '../../../src/features/safety/safety-flow.ts';
import { loadKnowledge } from '../../../src/knowledge/knowledge.ts';
import type { Found } from '../../../src/knowledge/search.ts';
import type { InboundContent } from '../../../src/messages/inbound.ts';
import { loadWords } from '../../../src/words/words.ts';
import { CACHE } from '../../support/cache.ts';
import { heard } from '../../support/heard.ts';

const LOCALES = join(import.meta.dirname, '../../../locales');

let safety: Feature;

/** What was kept of danger, in order. */
const kept: string[] = [];
const keepDanger = (_: Heard, kind: string) => {
  kept.push(kind);
  return { label: 'test', apply: async () => {} };
};
const unknown = (_: unknown, language: string): Found => ({ band: 'unknown', candidates: [], why: '', language });

beforeAll(async () => {
  const words = await loadWords(LOCALES, () => {});
  const { findCrisis, search } = loadKnowledge(LOCALES, CACHE);
  safety = createSafety({ findCrisis, find: search.find, words, keepDanger });
});

const command = (name: string, argument = ''): InboundContent => ({ kind: 'command', name, argument });
const photo: InboundContent = { kind: 'media', media: { kind: 'photo', fileId: 'file' } };

const heardAs = (isPlain: boolean) => () => ({ kind: 'homeless-tonight' as const, isPlain, why: '' });

describe('a crisis', () => {
  test('gets numbers, and goes on to those who can tell a person; only where it is not plain is a person offered', async () => {
    const words = await loadWords(LOCALES, () => {});
    const said = heard({ text: 'no house' });
    for (const isPlain of [true, false]) {
      kept.length = 0;
      const turn = await createSafety({ findCrisis: heardAs(isPlain), find: unknown, words, keepDanger }).think(
        said,
        undefined,
      );
      const handedOver = { crisis: 'homeless-tonight', isPlain, language: 'en' };
      expect(turn.next).toEqual({ goTo: 'cases', with: handedOver });
      expect(turn.replies[0]?.choices).toHaveLength(isPlain ? 0 : 1);
      // Who asks for a person later asks because of it.
      expect(turn.writes).toHaveLength(1);
      expect(kept).toEqual(['homeless-tonight']);
    }
  });

  test('brings its card only behind a button', async () => {
    const words = await loadWords(LOCALES, () => {});
    const find = (_: string, language: string): Found => ({
      band: 'answer',
      candidates: [{ cardId: 'SAF-01', score: 1 }],
      why: '',
      language,
    });
    const flow = createSafety({ findCrisis: heardAs(false), find, words, keepDanger });
    const turn = await flow.think(heard({ text: 'my boss keeps my passport and calls police on me' }), undefined);
    expect(turn.replies).toHaveLength(1);
    expect(turn.replies[0]?.choices).toEqual([
      { id: 'cases:person:crisis:homeless-tonight', label: 'Talk to a person' },
      { id: 'faq:read:SAF-01', label: 'Read about this' },
    ]);
  });

  test('is heard in the name of a command, and a command of ours is none', () => {
    expect(safety.claims?.(heard({ content: command('kill_myself') }))).toBe(true);
    for (const name of ['start', 'help', 'topics', 'language', 'person', 'place', 'about', 'stop']) {
      expect({ name, claims: safety.claims?.(heard({ content: command(name) })) }).toEqual({ name, claims: false });
    }
  });

  test('under a photo gets numbers, and goes on with the photo', async () => {
    const turn = await safety.think(heard({ content: photo, text: 'i want to kill myself' }), undefined);
    expect(turn.replies[0]?.text).toContain('116 123');
    expect(turn.next).toMatchObject({ goTo: 'cases', with: { crisis: 'self-harm' } });
  });
});
