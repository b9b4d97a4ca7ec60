import { expect, test } from '@jest/globals';
import { clashes, type ReportingDay } from '../../../src/features/actions/reporting-day.ts';

const on = (startsAt: string, endsAt = startsAt) => ({ startsAt: new Date(startsAt), endsAt: new Date(endsAt) });

test.each<[ReportingDay['every'], string, string, boolean]>([
  ['once', '2027-01-14', '2027-01-14T18:30Z', true],
  ['once', '2027-01-14', '2027-01-21T18:30Z', false],
  ['week', '2027-01-14', '2027-01-21T18:30Z', true],
  ['week', '2027-01-14', '2027-01-20T18:30Z', false],
  ['week', '2027-01-14', '2027-01-07T18:30Z', false],
  // Summer time makes no week shorter.
  ['week', '2027-03-25', '2027-04-01T18:30Z', true],
  ['fortnight', '2027-01-14', '2027-01-28T18:30Z', true],
  ['fortnight', '2027-01-14', '2027-01-21T18:30Z', false],
  ['month', '2027-01-14', '2027-03-14T18:30Z', true],
  ['month', '2027-01-14', '2027-03-15T18:30Z', false],
  // The day is London's: half past midnight there is still the day before in UTC.
  ['once', '2027-07-14', '2027-07-13T23:30Z', true],
])('who reports %s from %s, and an action at %s: %s', (every, date, at, isClash) => {
  expect(clashes({ date, every }, on(at, new Date(Date.parse(at) + 60_000).toISOString()))).toBe(isClash);
});

test('an action of several days clashes with each of them, and its last day ends where it ends', () => {
  const weekend = on('2027-01-15T18:00Z', '2027-01-17T00:00Z');
  expect(clashes({ date: '2027-01-16', every: 'once' }, weekend)).toBe(true);
  expect(clashes({ date: '2027-01-17', every: 'once' }, weekend)).toBe(false);
});
