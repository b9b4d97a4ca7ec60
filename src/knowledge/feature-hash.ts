/** What a feature is made of, so that the word "gp" and the letters "gp" are two things. */
export type FeatureKind = 'word' | 'pair' | 'letters' | 'concept' | 'sign';

const seeds: Record<FeatureKind, number> = {
  word: 0x811c9dc5,
  pair: 0x2f0b4c47,
  letters: 0x5bd1e995,
  concept: 0x9747b28c,
  sign: 0x1b873593,
};

// A look-up of a global for each letter is slow inside a test's own realm.
const { imul } = Math;

/** A 32-bit name for a feature (FNV-1a), never 0: tables of numbers are a tenth the size of tables of strings. */
export function featureHash(kind: FeatureKind, text: string): number {
  return lettersHash(seeds[kind], text, 0, text.length);
}

/** `featureHash('letters', text.slice(from, to))` without making the slice. */
export function lettersFeatureHash(text: string, from: number, to: number): number {
  return lettersHash(seeds.letters, text, from, to);
}

function lettersHash(seed: number, text: string, from: number, to: number): number {
  let hash = seed;
  for (let at = from; at < to; at++) hash = imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash ^= hash >>> 15;
  hash = imul(hash, 0x2c1b3c6d);
  return (hash ^ (hash >>> 13)) >>> 0 || 1;
}
