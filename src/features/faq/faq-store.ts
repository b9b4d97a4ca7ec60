import type { FeatureWrite } from '../feature.ts';

/** Notes whether a card helped: of the card, not of the member. */
export function rememberFeedback(cardId: string, language: string, helped: boolean): FeatureWrite {
  return {
    label: 'answer_feedback',
    apply: transaction => transaction.answerFeedback.create({ data: { cardId, language, helped } }),
  };
}
