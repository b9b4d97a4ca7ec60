import { type Calibration, fitLogistic, type Observation } from './calibration.ts';
import { rank } from './evidence.ts';
import { isQuestion, type Shard, type ShardText, scoreShard, trainOnPart } from './shard.ts';

const folds = 2;
/** More texts than this no longer change the fit. */
const questionsMax = 1_500;
/** A message about a card that does not exist is rarer than one about a card that does. */
const unknownWeight = 0.15;
/**
 * Learns how far the scores of a shard can be trusted, from its own texts alone: each question is put to a shard that
 * has not seen it (it should find its card), then to one that has not seen its card (nothing it finds is right), and the
 * background sentences are put to it as well.
 */
export function calibrateShard(shard: Shard, texts: ShardText[], english: Shard): Calibration {
  const questionNumbers = new Map(texts.filter(isQuestion).map((text, number) => [text, number]));
  const stride = Math.max(1, Math.ceil(questionNumbers.size / questionsMax));
  const asked = texts.filter(text => text.card === undefined || (questionNumbers.get(text) ?? 1) % stride === 0);
  const observations: Observation[] = [];

  for (let fold = 0; fold < folds; fold++) {
    const isHeldOut = (text: ShardText, at: number) =>
      (text.card === undefined || isQuestion(text)) && at % folds === fold;
    const classifier = trainOnPart(
      shard,
      texts.filter((text, at) => !isHeldOut(text, at)),
    );
    const heldOut = new Set(texts.filter(isHeldOut));
    for (const text of asked.filter(text => heldOut.has(text))) {
      const without =
        text.card === undefined ? undefined : { card: text.card, question: questionNumbers.get(text) ?? -1 };
      const own = scoreShard(shard, text.features, without, classifier);
      const scores = {
        own: shard === english ? undefined : own,
        english: shard === english ? own : scoreShard(english, text.features),
        wordCount: text.features.wordCount,
      };
      const found = rank(scores, 3).map(({ card, values }) => ({ values, right: card === text.card, weight: 1 }));
      const lost = rank(scores, 2, text.card).map(({ values }) => ({ values, right: false, weight: unknownWeight }));
      observations.push(...found, ...(text.card === undefined ? [] : lost));
    }
  }
  // Of a handful of texts, a part may leave nothing to learn from: what it says is no number.
  return fitLogistic(observations.filter(({ values }) => values.every(Number.isFinite)));
}
