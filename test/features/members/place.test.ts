import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { createMembers } from '../../../src/features/members/members-flow.ts';
import { readGazetteer } from '../../../src/knowledge/gazetteer.ts';
import { createPlaceFinder } from '../../../src/knowledge/places.ts';
import { loadWords } from '../../../src/words/words.ts';
import { heard } from '../../support/heard.ts';

const ROOT = join(import.meta.dirname, '../../..');
const members = createMembers({
  words: await loadWords(join(ROOT, 'locales'), () => {}),
  findPlace: createPlaceFinder(readGazetteer(join(ROOT, 'prisma/seed'))),
  find: () => ({ band: 'unknown', candidates: [], why: '', language: 'en' }),
  seal: () => new Uint8Array(),
  stopWriting: async () => ({ writes: [], hadConsents: false, hasPlaces: false }),
  endIntroduction: async () => undefined,
});

const answerPlace = (text: string) =>
  members.think(heard({ sender: { personId: '1', conversationId: '1', languageChosen: true }, text }), {
    version: 1,
    asked: 'place',
    cardId: 'HLT-01',
  });

test('a place on one side of the borders is kept as its nation and outcode, and leads back to the card', async () => {
  const turn = await answerPlace('ll57 2dg');
  expect(turn.learnt).toEqual({ nation: 'Wales', outcode: 'LL57', council: null });
  expect(turn.replies[0]?.text).toContain('Wales');
  expect(turn.next).toMatchObject({ goTo: 'faq' });
});

test.each([
  ['CH4', ['England', 'Wales']],
  ['td12 4ab', ['Scotland', 'England']],
])('a place across a border (%s) asks on which side of it, and keeps no nation yet', async (text, nations) => {
  const turn = await answerPlace(text);
  expect(turn.learnt?.nation).toBeNull();
  expect(turn.replies[0]?.choices?.map(({ id }) => id)).toEqual([
    ...nations.map(nation => `members:nation:${nation}:HLT-01`),
    'members:skip:HLT-01',
  ]);
});

test('the side of a border that is chosen keeps the outcode, and a nation far from it does not', async () => {
  const choose = (nation: string) =>
    members.think(
      heard({
        sender: { personId: '1', conversationId: '1', languageChosen: true, outcode: 'SY10' },
        content: { kind: 'choice', choiceId: `members:nation:${nation}`, messageId: '1' },
      }),
      undefined,
    );
  expect((await choose('Wales')).learnt).toEqual({ nation: 'Wales', outcode: 'SY10', council: null });
  expect((await choose('Scotland')).learnt).toEqual({ nation: 'Scotland', outcode: null, council: null });
});

test('a town without a postcode is kept as its nation and its council, by which its region is known', async () => {
  const turn = await answerPlace('Manchester');
  expect(turn.learnt).toEqual({ nation: 'England', outcode: null, council: 'E08000003' });
});
