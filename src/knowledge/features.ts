import type { Concepts } from './concepts.ts';
import { featureHash, lettersFeatureHash } from './feature-hash.ts';

/** What a text is compared by. Hashes are distinct within each list. */
export interface Features {
  /** Words, pairs of neighbours and concepts. */
  terms: Uint32Array;
  /** How much each term counts. */
  termWeights: Float32Array;
  /** Groups of 2 to 5 letters, spaces included: they survive misspelling and inflection. */
  letters: Uint32Array;
  /** The concepts that are mentioned, in order. */
  conceptIds: string[];
  wordCount: number;
}

const lettersMin = 2;
const lettersMax = 5;
/** Against the 1 of a word; docs/retrieval.md says how they were found. */
const pairWeight = 0.5;
const conceptWeight = 1.5;
/** A question is short; what follows a long story's first words adds cost, not meaning. */
const wordsMax = 80;

/** @param message the words of a text as `normalise` leaves them. */
export function extractFeatures(words: string[], language: string, concepts: Concepts): Features {
  const message = words.slice(0, wordsMax);
  const terms = new Map<number, number>();
  for (const [at, word] of message.entries()) {
    terms.set(featureHash('word', word), 1);
    const next = message[at + 1];
    if (next !== undefined) terms.set(featureHash('pair', `${word} ${next}`), pairWeight);
  }
  const mentioned = concepts.find(message, language);
  for (const { id, weight } of mentioned) terms.set(featureHash('concept', id), conceptWeight * weight);
  return {
    terms: Uint32Array.from(terms.keys()),
    termWeights: Float32Array.from(terms.values()),
    letters: letterGroups(` ${message.join(' ')} `),
    conceptIds: mentioned.map(({ id }) => id),
    wordCount: message.length,
  };
}

function letterGroups(padded: string): Uint32Array {
  const groups = new Set<number>();
  for (let length = lettersMin; length <= lettersMax; length++)
    for (let from = 0; from + length <= padded.length; from++)
      groups.add(lettersFeatureHash(padded, from, from + length));
  return Uint32Array.from(groups);
}
