import { expect, test } from '@jest/globals';
import { isQuiet, nextQuietEdge, whenNotQuiet } from '../../src/features/quiet-hours.ts';

const NIGHT = { from: '21:00', to: '08:00' };
const at = (moment: string) => new Date(moment);

test.each([
  ['2026-12-01T20:59:59Z', false],
  ['2026-12-01T21:00:00Z', true],
  ['2026-12-02T07:59:59Z', true],
  ['2026-12-02T08:00:00Z', false],
  ['2026-07-01T19:59:59Z', false], // summer time
  ['2026-07-01T20:00:00Z', true],
  ['2026-07-02T07:00:00Z', false],
])('at %s it is quiet: %s', (moment, quiet) => {
  expect(isQuiet(NIGHT, at(moment))).toBe(quiet);
});

test.each([
  ['an evening', '2026-12-01T22:00:00Z', '2026-12-02T08:00:00.000Z'],
  ['an early morning', '2026-12-02T03:00:00Z', '2026-12-02T08:00:00.000Z'],
  ['the night in which clocks go forward', '2027-03-27T23:00:00Z', '2027-03-28T07:00:00.000Z'],
  ['the night in which they go back', '2026-10-24T22:00:00Z', '2026-10-25T08:00:00.000Z'],
  ['the end of a leap day', '2028-02-29T22:00:00Z', '2028-03-01T08:00:00.000Z'],
  ['the day, at once', '2026-12-01T12:00:00Z', '2026-12-01T12:00:00.000Z'],
])('what is sent in %s goes when it is not quiet any more', (_, moment, goes) => {
  expect(whenNotQuiet(NIGHT, at(moment)).toISOString()).toBe(goes);
});

test('the day ends where the quiet hours begin, and where there are none it does not', () => {
  expect(nextQuietEdge(NIGHT, at('2026-07-01T12:00:00Z'))?.toISOString()).toBe('2026-07-01T20:00:00.000Z');
  const none = { from: '00:00', to: '00:00' };
  expect([isQuiet(none, at('2026-07-01T00:00:00Z')), nextQuietEdge(none, at('2026-07-01T12:00:00Z'))]).toEqual([
    false,
    undefined,
  ]);
});

test('quiet hours may be in the middle of a day', () => {
  const siesta = { from: '13:00', to: '15:00' };
  expect(['12:59', '13:00', '14:59', '15:00'].map(time => isQuiet(siesta, at(`2026-12-01T${time}Z`)))).toEqual([
    false,
    true,
    true,
    false,
  ]);
});
