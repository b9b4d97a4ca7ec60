import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Knowledge, loadKnowledge } from '../../src/knowledge/knowledge.ts';
import { createSearch } from '../../src/knowledge/search.ts';
import type { SearchSource } from '../../src/knowledge/search-source.ts';
import { CACHE } from '../support/cache.ts';

const cacheDirectory = mkdtempSync(join(tmpdir(), 'knowledge-'));
let knowledge: Knowledge;
beforeAll(() => {
  knowledge = loadKnowledge('locales', CACHE);
}, 300_000);
afterAll(() => rmSync(cacheDirectory, { recursive: true }));

const find = (text: string, language = 'en') => knowledge.search.find(text, language);

test('every English card is found by its own question, first or among the three that are offered', () => {
  for (const id of knowledge.library.ids) {
    const card = knowledge.library.card(id, 'en');
    const ids = find(card?.question ?? '')
      .candidates.slice(0, 3)
      .map(candidate => candidate.cardId);
    expect(ids).toContain(id);
  }
});

test('a question in another language than the chosen one is compared with the questions of its own', () => {
  const question = knowledge.library.card('HLT-01', 'ar')?.question ?? '';
  const found = find(question, 'en');
  expect(found.language).toBe('ar');
  expect(found.candidates[0]?.cardId).toBe('HLT-01');
});

test('Dari shares the cards of Farsi', () => {
  const question = knowledge.library.card('HLT-01', 'fa')?.question ?? '';
  expect(find(question, 'prs')).toMatchObject({ language: 'fa' });
});

test('slips of the finger do not hide the card', () => {
  expect(find('recieptionist siad no pasport no docter').candidates[0]?.cardId).toBe('HLT-01');
});

test.each(['', '👍', 'qwertz uiop yxcvbnm', 'which film won the oscar for best costume', 'ما هو أفضل فريق كرة قدم'])(
  'nothing is given as the answer to "%s"',
  text => {
    expect(find(text).band).not.toBe('answer');
  },
);

test('scores are probabilities, best first, and the band follows from them', () => {
  for (const text of [
    'can i see a doctor without papers',
    'help me',
    'what is the weather',
    'landlord changed the lock',
  ]) {
    const { candidates, band } = find(text);
    const scores = candidates.map(candidate => candidate.score);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
    for (const score of scores) expect(score >= 0 && score <= 1).toBe(true);
    expect(band === 'answer').toBe((scores[0] ?? 0) >= 0.7);
  }
});

test('the reason for a band holds none of the words of the message', () => {
  expect(find('secretword passport').why).not.toMatch(/secretword|passport/);
});

test('a start from the cache answers as the first start did', () => {
  const source = smallSource(['red apple', 'blue train']);
  const [first, again] = [1, 2].map(() => createSearch(source, { cacheDirectory: join(cacheDirectory, 'twice') }));
  for (const text of ['a red apple', 'the blue train', 'nothing of it'])
    expect(again?.find(text, 'en')).toEqual(first?.find(text, 'en'));
});

test('scores from elsewhere are added to the sum', () => {
  const text = 'something about it';
  const extra = new Map([['WRK-01', 3]]);
  expect(knowledge.search.find(text, 'en', extra).candidates[0]?.cardId).toBe('WRK-01');
});

test('a change of the texts is learnt at the next start, and the older shard is removed', () => {
  const directory = join(cacheDirectory, 'small');
  createSearch(smallSource(['red apple', 'green apple']), { cacheDirectory: directory });
  const search = createSearch(smallSource(['red apple', 'blue train']), { cacheDirectory: directory });
  expect(search.find('a blue train', 'en').candidates[0]?.cardId).toBe('B');
  expect(readdirSync(directory)).toHaveLength(1);
});

function smallSource([a = '', b = '']: string[]): SearchSource {
  return {
    ids: ['A', 'B'],
    languages: ['en'],
    texts: () => [
      { cardId: 'A', text: a, weight: 1 },
      { cardId: 'A', text: `${a} please`, weight: 1 },
      { cardId: 'B', text: b, weight: 1 },
      { cardId: 'B', text: `${b} please`, weight: 1 },
    ],
    fingerprint: () => `${a}/${b}`,
    conceptForms: new Map(),
    background: new Map(),
  };
}
