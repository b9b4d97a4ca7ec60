import { lettersFeatureHash } from './feature-hash.ts';
import { buildHashTable, type HashTable, rowOf } from './hash-table.ts';
import { highest } from './highest.ts';

/** The language a text seems to be in. */
export interface DetectedLanguage {
  /** ISO 639 code as the locales use it; Dari counts as `fa`. */
  language: string;
  /** 0 to 1. Short and mixed messages get little. */
  confidence: number;
  /** The next best, best first. */
  alternatives: { language: string; confidence: number }[];
}

/** A trained detector; the arrays can be kept on disk. */
export interface LanguageModel {
  languages: string[];
  table: HashTable;
  /** For each row and language, the logarithm of its probability in that language, in steps of 1/`stepsPerNat`. */
  weights: Int8Array;
}

const lettersMax = 4;
const stepsPerNat = 12;
/** Letter groups overlap, so their evidence is worth about this many times less than if they were independent. */
const overlap = 5;
const countMin = 3;
/** Enough to tell the language of anything; keeps an endless message from costing more. */
const charsMax = 400;
const alternativesMax = 3;

/** Learns languages from sample texts (naive Bayes over letter groups and whole words). */
export function trainLanguageDetector(samples: Map<string, string[]>): LanguageModel {
  const languages = [...samples.keys()];
  const counts = new Map<number, Float64Array>();
  const totals = new Float64Array(languages.length);
  for (const [index, texts] of [...samples.values()].entries())
    for (const text of texts)
      for (const spelling of spellings(text))
        for (const feature of letterGroups(spelling)) {
          let row = counts.get(feature);
          if (!row) {
            row = new Float64Array(languages.length);
            counts.set(feature, row);
          }
          row[index] = (row[index] ?? 0) + 1;
          totals[index] = (totals[index] ?? 0) + 1;
        }

  const kept = [...counts].filter(([, row]) => row.reduce((a, b) => a + b) >= countMin);
  const weights = new Int8Array(kept.length * languages.length);
  for (const [row, [, rowCounts]] of kept.entries()) {
    const logs = languages.map(
      (_, index) =>
        Math.log((rowCounts[index] ?? 0) + smoothing) - Math.log((totals[index] ?? 0) + smoothing * kept.length),
    );
    const mean = logs.reduce((a, b) => a + b) / logs.length;
    for (const [index, log] of logs.entries())
      weights[row * languages.length + index] = Math.max(-127, Math.min(127, Math.round((log - mean) * stepsPerNat)));
  }
  return { languages, table: buildHashTable(Uint32Array.from(kept, ([hash]) => hash)), weights };
}

const smoothing = 0.3;

export function detectLanguage({ languages, table, weights }: LanguageModel, text: string): DetectedLanguage {
  const count = languages.length;
  const sums = new Float64Array(count);
  for (const feature of letterGroups(text.slice(0, charsMax))) {
    const row = rowOf(table, feature);
    if (row < 0) continue;
    const start = row * count;
    for (let index = 0; index < count; index++) sums[index] = (sums[index] ?? 0) + (weights[start + index] ?? 0);
  }
  const best = sums.reduce((a, b) => Math.max(a, b));
  const odds = sums.map(sum => Math.exp((sum - best) / stepsPerNat / overlap));
  const total = odds.reduce((a, b) => a + b);
  const [first = { language: 'en', confidence: 0 }, ...alternatives] = highest(odds, 1 + alternativesMax).map(
    index => ({
      language: languages[index] ?? '',
      confidence: (odds[index] ?? 0) / total,
    }),
  );
  return { ...first, alternatives };
}

/** As written, and as people type it without accents. */
function spellings(text: string): string[] {
  const bare = text
    .normalize('NFD')
    .replace(/(?<=\p{Script=Latin})\p{M}+/gu, '')
    .normalize('NFC');
  return bare === text.normalize('NFC') ? [text] : [text, bare];
}

/** Accents and letter variants stay: they tell languages apart. */
function letterGroups(text: string): number[] {
  const clean = text
    .replace(/https?:\S+/gu, ' ')
    .normalize('NFC')
    .toLowerCase()
    .replace(/\u200C|\u200D|['’ʼ]/gu, '')
    .replace(/[^\p{L}\p{M}]+/gu, ' ')
    .trim();
  const groups: number[] = [];
  if (clean === '') return groups;
  for (const word of clean.split(' ')) {
    const padded = ` ${word} `;
    for (let length = 1; length <= lettersMax; length++)
      for (let from = 0; from + length <= padded.length; from++)
        if (length > 1 || padded[from] !== ' ') groups.push(lettersFeatureHash(padded, from, from + length));
    if (padded.length > lettersMax) groups.push(lettersFeatureHash(padded, 0, padded.length));
  }
  return groups;
}
