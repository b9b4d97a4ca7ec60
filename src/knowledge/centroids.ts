import type { TermsVector } from './terms-model.ts';

/** The middle of each card's texts (Rocchio), as an inverted table from terms to cards. */
export interface Centroids {
  /** The cards of term `r` are `cards[starts[r]]` to `cards[starts[r + 1] - 1]`. */
  starts: Uint32Array;
  cards: Uint32Array;
  values: Float32Array;
  /** The length of each card's sum of vectors. */
  lengths: Float32Array;
}

/** How near a text is to each card. */
export interface CentroidScores {
  /** The cosine between the text and the card's centroid. */
  cosines: Float32Array;
  /** The share of the text (of the square of its vector) that the card's own texts have words for. */
  coverage: Float32Array;
}

export interface LearntText extends TermsVector {
  card: number;
  /** 1 for a question; less for a sentence of the answer. */
  weight: number;
}

export function buildCentroids(texts: LearntText[], termCount: number, cardCount: number): Centroids {
  const sums: Map<number, number>[] = Array.from({ length: termCount }, () => new Map());
  for (const { card, weight, rows, values } of texts)
    for (const [at, row] of rows.entries()) {
      const sum = sums[row];
      sum?.set(card, (sum.get(card) ?? 0) + weight * (values[at] ?? 0));
    }
  const starts = new Uint32Array(termCount + 1);
  for (const [row, sum] of sums.entries()) starts[row + 1] = (starts[row] ?? 0) + sum.size;
  const cards = Uint32Array.from(sums.flatMap(sum => [...sum.keys()]));
  const values = Float32Array.from(sums.flatMap(sum => [...sum.values()]));
  const lengths = new Float32Array(cardCount);
  for (const [at, card] of cards.entries()) lengths[card] = (lengths[card] ?? 0) + (values[at] ?? 0) ** 2;
  return { starts, cards, values, lengths: lengths.map(Math.sqrt) };
}

/** @param without a text of the centroids to leave out: measuring a text against itself proves nothing. */
export function scoreCentroids(
  centroids: Centroids,
  { rows, values }: TermsVector,
  without?: LearntText,
): CentroidScores {
  const { starts, cards, lengths } = centroids;
  const cosines = new Float32Array(lengths.length);
  const coverage = new Float32Array(lengths.length);
  for (let at = 0; at < rows.length; at++) {
    const row = rows[at] ?? 0;
    const value = values[at] ?? 0;
    const end = starts[row + 1] ?? 0;
    for (let cell = starts[row] ?? 0; cell < end; cell++) {
      const card = cards[cell] ?? 0;
      const sum = centroids.values[cell] ?? 0;
      const own = without?.card === card ? value * without.weight : 0;
      cosines[card] = (cosines[card] ?? 0) + value * (sum - own);
      if (sum - own > 1e-6) coverage[card] = (coverage[card] ?? 0) + value * value;
    }
  }
  for (let card = 0; card < cosines.length; card++) {
    const own = without?.card === card ? lengthWithout(lengths[card] ?? 0, cosines[card] ?? 0) : lengths[card];
    cosines[card] = (cosines[card] ?? 0) / (own || 1);
  }
  return { cosines, coverage };
}

/** |S − v| for a unit vector v, from |S| and (S − v)·v. */
function lengthWithout(length: number, remaining: number): number {
  return Math.sqrt(Math.max(length * length - 2 * remaining - 1, 1e-9));
}
