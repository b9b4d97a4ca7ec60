import { expect, test } from '@jest/globals';
import { Allowance } from '../../../src/features/broadcasts/allowance.ts';

test('a channel is given what it can send in a second, and then as many a second as it sends, however often it is asked', () => {
  const allowance = new Allowance(1);
  let given = 0;
  for (let ms = 0; ms <= 10_000; ms += 100) {
    const left = Math.floor(allowance.left('telegram', 30, ms));
    allowance.take('telegram', left);
    given += left;
  }
  expect(given).toBeGreaterThanOrEqual(329);
  expect(given).toBeLessThanOrEqual(331);
});

test('what was not taken is not saved up, and a slow channel gets its one message', () => {
  const allowance = new Allowance(1);
  allowance.left('telegram', 30, 0);
  expect(allowance.left('telegram', 30, 3_600_000)).toBe(30);
  expect(allowance.left('slow', 0.2, 0)).toBe(1);
  allowance.take('slow', 1);
  expect(allowance.left('slow', 0.2, 1000)).toBeCloseTo(0.2);
  expect(allowance.left('slow', 0.2, 5000)).toBeCloseTo(1);
});
