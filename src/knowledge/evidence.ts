import { highest } from './highest.ts';
import type { ShardScores } from './shard.ts';

/** A message's scores in its own language, and in English where that is another. */
export interface MessageScores {
  own: ShardScores | undefined;
  english: ShardScores;
  /** More scores from elsewhere (an embedding, say), added to the sum as they are. */
  extra?: Float32Array | undefined;
  wordCount: number;
}

/** What there is to say for one card. */
export interface Evidence {
  card: number;
  /** The sum by which cards are ranked. */
  sum: number;
  /** Numbers for the calibration, in a fixed order. */
  values: number[];
}

/** What the measures count for in the sum (docs/retrieval.md says how they were found). */
const ownWeights = { nearest: 0.35, centroid: 1, classifier: 0.4 };
const englishWeights = { nearest: 0.1, centroid: 0.5, classifier: 0.6 };

/** The best cards, best first. @param without a card that is taken to be unknown. */
export function rank(scores: MessageScores, count: number, without?: number): Evidence[] {
  const { own, english, extra } = scores;
  const sums = english.nearest.map((_, card) => {
    if (card === without) return Number.NEGATIVE_INFINITY;
    const main = own ?? english;
    const helper = own ? weigh(english, englishWeights, card) : 0;
    return weigh(main, ownWeights, card) + helper + (extra?.[card] ?? 0);
  });
  const best = highest(sums, count + 1);
  return best.slice(0, count).map((card, place) => {
    const rival = sums[best[place === 0 ? 1 : 0] ?? -1] ?? 0;
    return { card, sum: sums[card] ?? 0, values: valuesOf(scores, card, sums[card] ?? 0, rival, without) };
  });
}

function weigh(scores: ShardScores, weights: typeof ownWeights, card: number): number {
  return (
    weights.nearest * (scores.nearest[card] ?? 0) +
    weights.centroid * (scores.centroid[card] ?? 0) +
    weights.classifier * (scores.classifier[card] ?? 0)
  );
}

function valuesOf(scores: MessageScores, card: number, sum: number, rival: number, without?: number): number[] {
  const { own, english, wordCount } = scores;
  const main = own ?? english;
  const helper = own ? english : undefined;
  // A classifier that had never seen the card that is left out would have spread its share over the others.
  const seen = 1 - (without === undefined ? 0 : (main.classifier[without] ?? 0));
  return [
    sum,
    sum - rival,
    main.nearest[card] ?? 0,
    main.centroid[card] ?? 0,
    main.coverage[card] ?? 0,
    (main.classifier[card] ?? 0) / Math.max(seen, 0.05),
    main.background,
    helper?.centroid[card] ?? 0,
    helper?.classifier[card] ?? 0,
    Math.min(wordCount, 8) / 8,
  ];
}
