import { type Calibration, fitLogistic, type Observation, probability } from './calibration.ts';
import { rank } from './evidence.ts';
import { isQuestion, type Shard, type ShardText, scoreShard, trainOnPart } from './shard.ts';

const folds = 2;
/** More texts than this no longer change the fit. */
const questionsMax = 1_500;
/** A message about a card that does not exist is rarer than one about a card that does. */
const unknownWeight = 0.4;
/** How often an answer may be wrong; where that cannot be reached, the bot asks more. */
const precisionWanted = 0.93;
const answerFromMin = 0.5;
const answerFromMax = 0.85;

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
  const firsts: Observation[] = [];

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
      const kept = text.card === undefined ? found : [...found, ...lost];
      observations.push(...kept);
      firsts.push(...kept.filter((_, place) => place === 0 || (text.card !== undefined && place === 3)));
    }
  }
  const fitted = fitLogistic(observations);
  return { ...fitted, ...thresholds(firsts.map(o => ({ ...o, chance: probability(fitted, o.values) }))) };
}

function thresholds(firsts: (Observation & { chance: number })[]): Pick<Calibration, 'answerFrom' | 'unsureFrom'> {
  let answerFrom = answerFromMax;
  let right = 0;
  let all = 0;
  for (const { chance, right: isRight, weight } of firsts.sort((a, b) => b.chance - a.chance)) {
    all += weight;
    if (isRight) right += weight;
    if (right / all >= precisionWanted) answerFrom = chance;
  }
  return { answerFrom: Math.min(answerFromMax, Math.max(answerFromMin, answerFrom)), unsureFrom: 0.2 };
}
