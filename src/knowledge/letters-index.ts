import { buildHashTable, type HashTable, rowOf } from './hash-table.ts';

/** An inverted index from letter groups to the texts they occur in, in arrays that can be kept on disk. */
export interface LettersIndex {
  table: HashTable;
  /** The texts of row `r` are `texts[starts[r]]` to `texts[starts[r + 1] - 1]`. */
  starts: Uint32Array;
  texts: Uint32Array;
  /** How telling each row is: the square of its inverse document frequency. */
  weights: Float32Array;
  /** One over the length of each text's vector. */
  scales: Float32Array;
}

/**
 * How many entries one query may touch. The most telling groups come first, so that a large library costs precision
 * in the common ones only; the real cards stay far below.
 */
const entriesMax = 250_000;
/** Groups that fewer texts share are left out. */
const textsMin = 2;

export function buildLettersIndex(lettersOfTexts: Uint32Array[]): LettersIndex {
  const total = lettersOfTexts.length;
  const counts = new Map<number, number>();
  for (const letters of lettersOfTexts) for (const group of letters) counts.set(group, (counts.get(group) ?? 0) + 1);
  // Two groups in three occur in one text only: they take room, and its other groups find that text as well.
  const shared = [...counts].filter(([, count]) => count >= textsMin);
  const table = buildHashTable(Uint32Array.from(shared, ([group]) => group));
  const weights = Float32Array.from(shared, ([, count]) => telling(count, total));
  const starts = new Uint32Array(shared.length + 1);
  for (const [row, [, count]] of shared.entries()) starts[row + 1] = (starts[row] ?? 0) + count;

  const texts = new Uint32Array(starts.at(-1) ?? 0);
  const scales = new Float32Array(total);
  const next = starts.slice();
  for (const [text, letters] of lettersOfTexts.entries()) {
    let square = 0;
    for (const group of letters) {
      square += telling(counts.get(group) ?? 0, total);
      const row = rowOf(table, group);
      if (row < 0) continue;
      const at = next[row] ?? 0;
      texts[at] = text;
      next[row] = at + 1;
    }
    scales[text] = square > 0 ? 1 / Math.sqrt(square) : 0;
  }
  return { table, starts, texts, weights, scales };
}

/** The cosine between the query and every text. */
export function scoreTexts(index: LettersIndex, letters: Uint32Array): Float32Array {
  const { table, starts, texts, weights, scales } = index;
  const scores = new Float32Array(scales.length);
  const unseen = telling(0, scales.length);
  let square = 0;
  const known: number[] = [];
  for (const group of letters) {
    const row = rowOf(table, group);
    square += row < 0 ? unseen : (weights[row] ?? 0);
    if (row >= 0) known.push(row);
  }
  let entries = 0;
  for (const row of known.sort((a, b) => (weights[b] ?? 0) - (weights[a] ?? 0))) {
    const end = starts[row + 1] ?? 0;
    const start = starts[row] ?? 0;
    entries += end - start;
    if (entries > entriesMax) break;
    const weight = weights[row] ?? 0;
    for (let at = start; at < end; at++) {
      const text = texts[at] ?? 0;
      scores[text] = (scores[text] ?? 0) + weight;
    }
  }
  const scale = square > 0 ? 1 / Math.sqrt(square) : 0;
  for (let text = 0; text < scores.length; text++) scores[text] = (scores[text] ?? 0) * (scales[text] ?? 0) * scale;
  return scores;
}

function telling(count: number, total: number): number {
  return Math.log((total + 1) / (count + 0.5)) ** 2;
}
