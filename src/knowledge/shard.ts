import { buildCentroids, type Centroids, type LearntText, scoreCentroids } from './centroids.ts';
import { type Classifier, classify, trainClassifier } from './classifier.ts';
import type { Features } from './features.ts';
import { buildLettersIndex, type LettersIndex, scoreTexts } from './letters-index.ts';
import { buildTermsModel, type TermsModel, termsVector } from './terms-model.ts';

/** What one language's cards look like to a search. Cards are numbered as in the list of all ids. */
export interface Shard {
  cardCount: number;
  /** The card of each text in `letters`. */
  cardOfText: Uint32Array;
  letters: LettersIndex;
  terms: TermsModel;
  centroids: Centroids;
  /** Left out where there are too many cards to weigh each against each. Its last class is "none of our business". */
  classifier?: Classifier;
}

/** A text that a shard learns from. */
export interface ShardText {
  /** `undefined`: none of our business. */
  card: number | undefined;
  features: Features;
  /** 1 for the way people ask; less for a sentence of the answer. */
  weight: number;
}

/** How well a message fits each card, by each of the measures. */
export interface ShardScores {
  nearest: Float32Array;
  centroid: Float32Array;
  coverage: Float32Array;
  classifier: Float32Array;
  /** The classifier's probability that the message is none of our business. */
  background: number;
}

/** The weights of a dense table grow with the square of the library; above this it is left out. */
const classifierCardsMax = 1_000;
/** How much the second nearest question of a card adds to the nearest. */
const secondWeight = 0.3;

export function trainShard(texts: ShardText[], cardCount: number): Shard {
  const terms = buildTermsModel(texts.map(text => text.features));
  const learnt = learntTexts(terms, texts, cardCount);
  const questions = texts.filter(isQuestion);
  return {
    cardCount,
    cardOfText: Uint32Array.from(questions, text => text.card ?? 0),
    letters: buildLettersIndex(questions.map(text => text.features.letters)),
    terms,
    centroids: buildCentroids(
      learnt.filter(text => text.card < cardCount),
      terms.idf.length,
      cardCount,
    ),
    ...(cardCount <= classifierCardsMax && {
      classifier: trainClassifier(learnt, terms.sharedCount, cardCount + 1),
    }),
  };
}

/** The classifier that would have come of fewer texts. */
export function trainOnPart(shard: Shard, texts: ShardText[]): Classifier | undefined {
  if (!shard.classifier) return undefined;
  const learnt = learntTexts(shard.terms, texts, shard.cardCount);
  return trainClassifier(learnt, shard.terms.sharedCount, shard.cardCount + 1);
}

export function isQuestion(text: ShardText): boolean {
  return text.card !== undefined && text.weight === 1;
}

/** What is left out when a shard is measured on a text it has learnt from. */
export interface Without {
  card: number;
  /** The place of the text among the shard's questions. */
  question: number;
}

export function scoreShard(
  shard: Shard,
  features: Features,
  without?: Without,
  classifier: Classifier | undefined = shard.classifier,
): ShardScores {
  const vector = termsVector(shard.terms, features);
  const left: LearntText | undefined = without && { ...vector, card: without.card, weight: 1 };
  const { cosines, coverage } = scoreCentroids(shard.centroids, vector, left);
  const classes = classifier ? classify(classifier, vector) : new Float32Array(shard.cardCount + 1);
  return {
    nearest: nearest(shard, features.letters, without?.question),
    centroid: cosines,
    coverage,
    classifier: classes.subarray(0, shard.cardCount),
    background: classes[shard.cardCount] ?? 0,
  };
}

function nearest({ letters, cardOfText, cardCount }: Shard, groups: Uint32Array, without?: number): Float32Array {
  const best = new Float32Array(cardCount);
  const second = new Float32Array(cardCount);
  const scores = scoreTexts(letters, groups);
  for (let text = 0; text < scores.length; text++) {
    const score = scores[text] ?? 0;
    const card = cardOfText[text] ?? 0;
    if (score <= (second[card] ?? 0) || text === without) continue;
    if (score > (best[card] ?? 0)) {
      second[card] = best[card] ?? 0;
      best[card] = score;
    } else second[card] = score;
  }
  return best.map((score, card) => (score + secondWeight * (second[card] ?? 0)) / (1 + secondWeight));
}

function learntTexts(terms: TermsModel, texts: ShardText[], cardCount: number): LearntText[] {
  return texts.map(({ card, features, weight }) => ({
    ...termsVector(terms, features),
    card: card ?? cardCount,
    weight,
  }));
}
