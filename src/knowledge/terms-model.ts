import type { Features } from './features.ts';
import { buildHashTable, type HashTable, rowOf } from './hash-table.ts';

/** The words, pairs and concepts of a set of texts, each with a row number and how telling it is. */
export interface TermsModel {
  table: HashTable;
  idf: Float32Array;
  textCount: number;
  /** The rows below this number are of terms that at least two texts share. */
  sharedCount: number;
}

/** A text as rows and values of a vector of length 1; terms that the model does not know take their share of the length. */
export interface TermsVector {
  rows: Uint32Array;
  values: Float32Array;
}

/** @param countMin terms that fewer texts have are left out. */
export function buildTermsModel(texts: Features[], countMin = 1): TermsModel {
  const counts = new Map<number, number>();
  for (const { terms } of texts) for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
  const sorted = [...counts].filter(([, count]) => count >= countMin).sort(([, a], [, b]) => b - a);
  return {
    table: buildHashTable(Uint32Array.from(sorted, ([term]) => term)),
    idf: Float32Array.from(sorted, ([, count]) => inverseFrequency(count, texts.length)),
    textCount: texts.length,
    sharedCount: sorted.filter(([, count]) => count > 1).length,
  };
}

export function termsVector({ table, idf, textCount }: TermsModel, { terms, termWeights }: Features): TermsVector {
  const rows = new Uint32Array(terms.length);
  const values = new Float64Array(terms.length);
  let known = 0;
  let square = 0;
  for (let at = 0; at < terms.length; at++) {
    const row = rowOf(table, terms[at] ?? 0);
    const value = (termWeights[at] ?? 1) * (row < 0 ? inverseFrequency(0, textCount) : (idf[row] ?? 0));
    square += value * value;
    if (row < 0) continue;
    rows[known] = row;
    values[known] = value;
    known++;
  }
  const scale = square > 0 ? 1 / Math.sqrt(square) : 0;
  return {
    rows: rows.slice(0, known),
    values: new Float32Array(values.subarray(0, known).map(value => value * scale)),
  };
}

function inverseFrequency(count: number, total: number): number {
  return Math.log((total + 1) / (count + 0.5));
}
