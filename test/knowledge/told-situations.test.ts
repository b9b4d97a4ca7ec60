import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { answerAll, readEvalFile } from '../../scripts/eval-file.ts';
import { measure } from '../../scripts/eval-measures.ts';

// Nobody who wrote cards has seen them, and none of them is in a card.
const file = readEvalFile(readFileSync(join(import.meta.dirname, 'data/told-situations.jsonl'), 'utf8'), 'locales');
const answered = answerAll(file);

test('who tells what has happened, and not what it is called, is asked about the right card, and answered with no other', () => {
  const { r1, r3, answerPrecision, oosRecall } = measure(answered);
  expect(r1).toBeGreaterThanOrEqual(0.82);
  expect(r3).toBeGreaterThanOrEqual(0.93);
  expect(answerPrecision).toBeGreaterThanOrEqual(0.98);
  expect(oosRecall).toBeGreaterThanOrEqual(0.95);
});

test('in each language the right card is among the first three', () => {
  const byLanguage = Array.from(Map.groupBy(answered, ({ query }) => query.language));
  expect(byLanguage.filter(([, some]) => measure(some).r3 < 0.88).map(([language]) => language)).toEqual([]);
});

test('danger is heard in the middle of it, and seldom where there is none', () => {
  const { crisisRecall, crisisFalseAlarms } = measure(answered);
  expect(crisisRecall).toBeGreaterThanOrEqual(0.98);
  expect(crisisFalseAlarms).toBeLessThanOrEqual(0.12);
});
