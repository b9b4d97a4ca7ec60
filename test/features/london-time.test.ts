import { describe, expect, test } from '@jest/globals';
import { londonDayAfter, londonInstant, londonTime } from '../../src/features/london-time.ts';

describe('the clocks of London', () => {
  test.each([
    ['in winter', '2026-01-15T09:00:00Z', '2026-01-15', 'thursday', '09:00'],
    ['in summer', '2026-07-15T09:00:00Z', '2026-07-15', 'wednesday', '10:00'],
    [
      'after midnight in summer, when it is yesterday in Greenwich',
      '2026-07-15T23:30:00Z',
      '2026-07-16',
      'thursday',
      '00:30',
    ],
    ['a minute before they go forward', '2026-03-29T00:59:00Z', '2026-03-29', 'sunday', '00:59'],
    ['as they go forward', '2026-03-29T01:00:00Z', '2026-03-29', 'sunday', '02:00'],
    ['as they go back', '2026-10-25T01:00:00Z', '2026-10-25', 'sunday', '01:00'],
  ])('show %s', (_, at, date, weekday, time) => {
    expect(londonTime(new Date(at))).toEqual({ date, weekday, time });
  });

  test.each([
    ['in winter', '2026-01-15', '09:00', '2026-01-15T09:00:00.000Z'],
    ['in summer', '2026-07-15', '09:00', '2026-07-15T08:00:00.000Z'],
    ['at the end of a summer day', '2026-07-15', '24:00', '2026-07-15T23:00:00.000Z'],
    ['in the hour that is left out', '2026-03-29', '01:30', '2026-03-29T01:30:00.000Z'],
    ['in the hour that comes twice', '2026-10-25', '01:30', '2026-10-25T00:30:00.000Z'],
  ])('are read %s', (_, date, time, at) => {
    expect(londonInstant(date, time).toISOString()).toBe(at);
  });

  test('are read as they are shown, on every hour of a year', () => {
    const wrong: string[] = [];
    for (let ms = Date.UTC(2026, 0, 1); ms < Date.UTC(2027, 0, 1); ms += 3_600_000) {
      const { date, time } = londonTime(new Date(ms));
      const isSecondOfTwo = ms === Date.UTC(2026, 9, 25, 1);
      if (londonInstant(date, time).getTime() !== ms - (isSecondOfTwo ? 3_600_000 : 0)) wrong.push(`${date} ${time}`);
    }
    expect(wrong).toEqual([]);
  });

  test('count days on the calendar', () => {
    expect(londonDayAfter('2026-03-28')).toBe('2026-03-29');
    expect(londonDayAfter('2026-12-31')).toBe('2027-01-01');
    expect(londonDayAfter('2028-02-28', 2)).toBe('2028-03-01');
  });
});
