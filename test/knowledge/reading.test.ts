import { expect, test } from '@jest/globals';
import { wordsOf } from '../../src/features/feature.ts';
import { compileConcepts } from '../../src/knowledge/concepts.ts';
import { loadKnowledge } from '../../src/knowledge/knowledge.ts';
import { Reading } from '../../src/knowledge/reading.ts';
import { CACHE } from '../support/cache.ts';

const { findCrisis, search } = loadKnowledge('locales', CACHE);
const story = 'i came here three years ago and my case is slow and the hotel is far from any town '.repeat(3);

test.each([
  ['en', 'can i see a doctor without papers'],
  ['en', 'can i see a docter witout papers'],
  ['en', 'i want to kill myself'],
  ['en', `${story} he has a knife and is beating me right now ${story}`],
  ['en', 'هل يمكنني رؤية طبيب'],
  ['ar', 'my landlord took my passport'],
  ['so', 'ma heli karaa dhakhtar'],
])('who reads after others reads the same (%s: %s)', (language, text) => {
  const reading = new Reading(text);
  const alone = [findCrisis(text), search.find(text, language)];
  for (const _ear of ['first', 'second']) expect([findCrisis(reading), search.find(reading, language)]).toEqual(alone);
});

test('words are read anew as another language', () => {
  const concepts = compileConcepts(new Map([['so', { doctor: ['dhakhtar'] }]]));
  const reading = new Reading('dhakhtar');
  const weightsIn = (language: string) => Math.max(...reading.features(language, concepts).termWeights);
  expect(weightsIn('so')).toBeGreaterThan(weightsIn('en'));
});

test('what was read of other words is left aside', () => {
  const reading = new Reading('i want to kill myself');
  expect(wordsOf({ text: 'i want to kill myself', reading })).toBe(reading);
  expect(wordsOf({ text: 'leeds', reading })).toBe('leeds');
  expect(wordsOf({ reading })).toBeUndefined();
});
