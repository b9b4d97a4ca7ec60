import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Feature } from '../../../src/features/feature.ts';
import { createMembers } from '../../../src/features/members/members-flow.ts';
import { readGazetteer } from '../../../src/knowledge/gazetteer.ts';
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
    findPlace: createPlaceFinder(readGazetteer(join(ROOT, 'prisma/seed'))),
    find: text => ({
      band: 'unknown',
      why: '',
      language: 'en',
      candidates: [{ cardId: 'IMM-01', score: text.includes('exam') ? 0.5 : 0.1 }],
    }),
    seal: () => new Uint8Array(),
    stopWriting: async () => ({ writes: [], hadConsents: false, hasPlaces: false }),
    endIntroduction: async personId =>
      personId === INTRODUCED
        ? { writes: [{ label: 'introduction', apply: async () => {} }], shows: ['directory:card:1'] }
        : undefined,
  }) as Feature;
});

/** Somebody whom an organiser may write to. */
const INTRODUCED = '00000000-0000-4000-8000-00000000000a';

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

test('STOP ends what an organiser may write as well, and says so', async () => {
  const { sender } = heard({});
  const met = await members.think(heard({ word: 'stop', sender: { ...sender, personId: INTRODUCED } }), undefined);
  expect(met.replies[0]?.text).toContain('not speaking with the organiser any more');
  expect([labels(met.writes), met.shows]).toEqual([['introduction'], ['directory:card:1']]);
  const other = await members.think(heard({ word: 'stop' }), undefined);
  expect(other.replies[0]?.text).not.toContain('organiser');
});

describe('asked where they live, a member', () => {
  const answer = (text: string) => members.think(heard({ text }), { version: 1, asked: 'place' });

  test.each([
    ['B1', 'B1', 'England'],
    ['S4', 'S4', 'England'],
    ['M14 5XX', 'M14', 'England'],
    ['my postcode is bt14gt', 'BT1', 'Northern Ireland'],
    ['я живу в M14', 'M14', 'England'],
    ['flat B2, 12 high road, eh1 1yz', 'EH1', 'Scotland'],
  ])('who writes %s is known by %s alone', async (text, outcode, nation) => {
    expect((await answer(text)).learnt).toEqual({ outcode, nation, council: null });
  });

  test.each(['B1 exam?', 'the b1 exam', 'is s4 a good year?', 'what can i do about my rent'])(
    'who asks something else is heard: %s',
    async text => {
      const turn = await answer(text);
      expect(turn.learnt).toBeUndefined();
      expect(turn.next).toMatchObject({ goTo: 'faq' });
    },
  );
});
