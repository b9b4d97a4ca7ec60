import { expect, test } from '@jest/globals';
import { type Answered, type EvalQuery, measure } from '../../scripts/eval-measures.ts';
import type { Found } from '../../src/knowledge/search.ts';

function answered(query: Partial<EvalQuery>, band: Found['band'], ids: string[], isCrisis = false): Answered {
  return {
    query: { text: '', language: 'en', cards: [], wants: 'card', mayBeCrisis: false, ...query },
    found: { band, candidates: ids.map(cardId => ({ cardId, score: 0.5 })), why: '', language: 'en' },
    crisis: isCrisis ? 'medical' : undefined,
    tookMs: 1,
  };
}

test('a card that would do as well counts as right, and precision counts only what was answered', () => {
  const measures = measure([
    answered({ cards: ['A', 'B'] }, 'answer', ['B']),
    answered({ cards: ['A'] }, 'answer', ['C', 'D', 'A']),
    answered({ cards: ['A'] }, 'unsure', ['C', 'D', 'E', 'A']),
  ]);
  expect(measures).toMatchObject({ count: 3, r1: 1 / 3, r3: 2 / 3, answerShare: 2 / 3, answerPrecision: 1 / 2 });
});

test('a message that no card answers is recalled when none is given as the answer', () => {
  const measures = measure([
    answered({ wants: 'none' }, 'unsure', ['A']),
    answered({ wants: 'none' }, 'unknown', ['A']),
    answered({ wants: 'none' }, 'answer', ['A']),
  ]);
  expect(measures).toMatchObject({ count: 0, oosCount: 3, oosRecall: 2 / 3, oosUnknown: 1 / 3 });
});

test('a crisis must be heard, and is a false alarm only where no crisis reply would be right', () => {
  const measures = measure([
    answered({ wants: 'crisis', mayBeCrisis: true }, 'unknown', [], true),
    answered({ wants: 'crisis', mayBeCrisis: true }, 'unknown', []),
    answered({ cards: ['A'], mayBeCrisis: true }, 'answer', ['A'], true),
    answered({ cards: ['A'] }, 'answer', ['A'], true),
    answered({ cards: ['A'] }, 'answer', ['A']),
  ]);
  expect(measures).toMatchObject({ crisisCount: 2, crisisRecall: 1 / 2, crisisFalseAlarms: 1 / 2 });
});
