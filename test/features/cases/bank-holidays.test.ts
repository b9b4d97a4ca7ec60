import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { readBankHolidays } from '../../../src/features/cases/bank-holidays.ts';
import { londonDayAfter, londonInstant, londonTime } from '../../../src/features/london-time.ts';
import type { Nation } from '../../../src/messages/sender.ts';

const bankHolidays = readBankHolidays(join(import.meta.dirname, '../../../prisma/seed'));
const NATIONS: Nation[] = ['England', 'Scotland', 'Wales', 'Northern Ireland'];
const nationsOn = (date: string) => NATIONS.filter(nation => bankHolidays.includes(date, nation));

/** Every bank holiday of a nation in a year. */
function holidaysOf(nation: Nation, year: number): string[] {
  const found: string[] = [];
  for (let date = `${year}-01-01`; date <= `${year}-12-31`; date = londonDayAfter(date))
    if (bankHolidays.includes(date, nation)) found.push(date);
  return found;
}

describe('a bank holiday', () => {
  test.each<[string, string, Nation[]]>([
    ['Christmas Day', '2026-12-25', NATIONS],
    ['Boxing Day on a Saturday, on the Monday after', '2026-12-28', NATIONS],
    ['Easter Monday', '2027-03-29', ['England', 'Wales', 'Northern Ireland']],
    ['2 January on a Saturday, on the Monday after', '2027-01-04', ['Scotland']],
    ['St Patrick’s Day', '2027-03-17', ['Northern Ireland']],
    ['12 July', '2027-07-12', ['Northern Ireland']],
    ['the first Monday of August', '2027-08-02', ['Scotland']],
    ['the last Monday of August', '2027-08-30', ['England', 'Wales', 'Northern Ireland']],
    ['St Andrew’s Day', '2027-11-30', ['Scotland']],
    ['the day after Scotland’s first match in 2026, which follows no rule', '2026-06-15', ['Scotland']],
    ['no ordinary Monday', '2027-02-01', []],
  ])('is %s', (_, date, nations) => {
    expect(nationsOn(date)).toEqual(nations);
  });

  test.each([2026, 2027, 2028])(
    'comes as often in %i as the law of each nation has it, on working days alone',
    year => {
      const extra = year === 2026 ? 1 : 0;
      expect(NATIONS.map(nation => holidaysOf(nation, year).length)).toEqual([8, 9 + extra, 8, 10]);
      const weekdays = NATIONS.flatMap(nation => holidaysOf(nation, year)).map(
        date => londonTime(londonInstant(date, '12:00')).weekday,
      );
      expect(weekdays.filter(day => day === 'saturday' || day === 'sunday')).toEqual([]);
    },
  );

  test('is known until the end of the last year that GOV.UK has announced', () => {
    expect(bankHolidays.knownUntil).toBe('2028-12-31');
  });
});
