import { describe, expect, test } from '@jest/globals';
import {
  continuedFrom,
  daysOf,
  endedBefore,
  faultOfRule,
  nthWeekdayOf,
  type Recurrence,
  timesOn,
} from '../../../src/features/actions/series-rules.ts';

const series = (rule: string, startsOn: string, changes: Partial<Recurrence> = {}): Recurrence => ({
  rule,
  startsOn,
  minutes: 120,
  leftOut: [],
  ...changes,
});
const WEEKLY = series('FREQ=WEEKLY', '2027-01-14T18:30');

describe('the days of a series', () => {
  test.each([
    ['every week', WEEKLY, ['2027-01-14', '2027-01-21', '2027-01-28']],
    ['every second week', series('FREQ=WEEKLY;INTERVAL=2', '2027-01-14T18:30'), ['2027-01-14', '2027-01-28']],
    [
      'until a day, which is the last',
      series('FREQ=WEEKLY;UNTIL=20270121', '2027-01-14T18:30'),
      ['2027-01-14', '2027-01-21'],
    ],
    [
      'until a moment of that day',
      series('FREQ=WEEKLY;UNTIL=20270121T093000Z', '2027-01-14T18:30'),
      ['2027-01-14', '2027-01-21'],
    ],
    ['so many times', series('FREQ=WEEKLY;COUNT=2', '2027-01-14T18:30'), ['2027-01-14', '2027-01-21']],
    [
      'two days a week',
      series('FREQ=WEEKLY;BYDAY=MO,TH', '2027-01-14T18:30'),
      ['2027-01-14', '2027-01-18', '2027-01-21', '2027-01-25', '2027-01-28'],
    ],
    ['without those that are left out', { ...WEEKLY, leftOut: ['2027-01-21'] }, ['2027-01-14', '2027-01-28']],
  ])('are those of its rule: %s', (_, recurrence, days) => {
    expect(daysOf(recurrence, '2027-01-01', '2027-01-31')).toEqual(days);
  });

  test('the last Friday and the second Thursday of a month are found in each', () => {
    const last = series('FREQ=MONTHLY;BYDAY=-1FR', '2027-01-29T18:30');
    expect(daysOf(last, '2027-01-01', '2027-04-30')).toEqual(['2027-01-29', '2027-02-26', '2027-03-26', '2027-04-30']);
    const second = series('FREQ=MONTHLY;BYDAY=2TH', '2027-01-14T18:30');
    expect(daysOf(second, '2027-01-01', '2027-03-31')).toEqual(['2027-01-14', '2027-02-11', '2027-03-11']);
  });

  test('a day that a month has not is skipped, and a leap day comes again in four years', () => {
    expect(daysOf(series('FREQ=MONTHLY', '2027-01-31T18:30'), '2027-01-01', '2027-05-31')).toEqual([
      '2027-01-31',
      '2027-03-31',
      '2027-05-31',
    ]);
    expect(daysOf(series('FREQ=YEARLY', '2028-02-29T18:30'), '2028-01-01', '2033-01-01')).toEqual([
      '2028-02-29',
      '2032-02-29',
    ]);
    expect(daysOf(series('FREQ=DAILY', '2028-02-28T18:30'), '2028-02-28', '2028-03-01')).toEqual([
      '2028-02-28',
      '2028-02-29',
      '2028-03-01',
    ]);
  });
});

describe('the time of day', () => {
  test('stays what London’s clocks show when they go forward, and when they go back', () => {
    const begins = (day: string) => timesOn(WEEKLY, day).startsAt.toISOString();
    expect(['2027-03-25', '2027-04-01', '2027-10-28', '2027-11-04'].map(begins)).toEqual([
      '2027-03-25T18:30:00.000Z',
      '2027-04-01T17:30:00.000Z',
      '2027-10-28T17:30:00.000Z',
      '2027-11-04T18:30:00.000Z',
    ]);
  });

  test('an action lasts as long as it lasts, over the night of the change too', () => {
    const night = { startsOn: '2027-03-27T23:30', minutes: 180 };
    expect(timesOn(night, '2027-03-27').endsAt.toISOString()).toBe('2027-03-28T02:30:00.000Z');
  });

  test('in the hour that the clocks leave out it is an hour later, and of the one that comes twice the first', () => {
    const early = { startsOn: '2027-01-03T01:30', minutes: 60 };
    expect(timesOn(early, '2027-03-28').startsAt.toISOString()).toBe('2027-03-28T01:30:00.000Z');
    expect(timesOn(early, '2027-10-31').startsAt.toISOString()).toBe('2027-10-31T00:30:00.000Z');
  });
});

describe('a rule', () => {
  test.each([
    ['FREQ=WEEKLY', undefined],
    ['RRULE:FREQ=MONTHLY;BYDAY=2TH;UNTIL=20271231', undefined],
    ['freq=weekly;interval=2', undefined],
    ['', 'notARule'],
    ['every week', 'notARule'],
    ['INTERVAL=2', 'notARule'],
    ['FREQ=WEEKLY;FREQ=DAILY', 'notARule'],
    ['FREQ=WEEKLY;INTERVAL=0', 'notARule'],
    ['FREQ=WEEKLY;BYDAY=XX', 'notARule'],
    ['FREQ=WEEKLY;UNTIL=tomorrow', 'notARule'],
    ['FREQ=WEEKLY;BYDAY=MO', 'otherDay'],
    ['FREQ=HOURLY', 'moreThanDaily'],
    ['FREQ=DAILY;BYHOUR=9,10', 'timeOfDay'],
    ['FREQ=WEEKLY;UNTIL=20260101', 'otherDay'],
    ['FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30', 'otherDay'],
  ])('%s is told what is wrong with it', (rule, fault) => {
    expect(faultOfRule(rule, '2027-01-14')).toBe(fault);
  });

  test('knows which weekday of its month a day is; a fifth is the last', () => {
    expect(['2027-01-14', '2027-01-07', '2027-01-29'].map(nthWeekdayOf)).toEqual(['2TH', '1TH', '-1FR']);
  });
});

describe('a series that is split', () => {
  const from = '2027-01-28';

  test('ends with the day before, however it was to end', () => {
    expect(endedBefore(WEEKLY, from)).toBe('FREQ=WEEKLY;UNTIL=20270127');
    const counted = series('FREQ=WEEKLY;COUNT=9', '2027-01-14T18:30');
    const ended = { ...counted, rule: endedBefore(counted, from) };
    expect(daysOf(ended, '2027-01-01', '2027-12-31')).toEqual(['2027-01-14', '2027-01-21']);
  });

  test('goes on at another time with what is left of it: how often, and without which days', () => {
    const counted = series('FREQ=WEEKLY;COUNT=5', '2027-01-14T18:30', { leftOut: ['2027-01-21', '2027-02-04'] });
    const rest = continuedFrom(counted, from, { startsOn: `${from}T19:00`, minutes: 90 });
    expect(rest).toEqual({
      rule: 'FREQ=WEEKLY;COUNT=3',
      startsOn: '2027-01-28T19:00',
      minutes: 90,
      leftOut: ['2027-02-04'],
    });
    expect(rest && daysOf(rest, '2027-01-01', '2027-12-31')).toEqual(['2027-01-28', '2027-02-11']);
  });

  test('moves to another weekday with its end, and with the days that are left out', () => {
    const until = series('FREQ=WEEKLY;UNTIL=20270211', '2027-01-14T18:30', { leftOut: ['2027-02-04'] });
    const rest = continuedFrom(until, from, { startsOn: '2027-01-29T18:30', minutes: 120 });
    expect(rest && daysOf(rest, '2027-01-01', '2027-12-31')).toEqual(['2027-01-29', '2027-02-12']);
  });

  test('takes “the second Thursday” along, and does not move a rule that names its days', () => {
    const second = series('FREQ=MONTHLY;BYDAY=2TH', '2027-01-14T18:30');
    const moved = continuedFrom(second, '2027-02-11', { startsOn: '2027-02-17T18:30', minutes: 120 });
    expect(moved?.rule).toBe('FREQ=MONTHLY;BYDAY=3WE');
    const named = series('FREQ=WEEKLY;BYDAY=MO,TH', '2027-01-14T18:30');
    expect(continuedFrom(named, from, { startsOn: '2027-01-29T18:30', minutes: 120 })).toBeUndefined();
    expect(continuedFrom(named, from, { startsOn: `${from}T10:00`, minutes: 120 })?.rule).toBe(named.rule);
  });
});
