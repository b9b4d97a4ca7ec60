import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Nation } from '../../messages/sender.ts';

/** The bank holidays of the four nations, as GOV.UK has announced them. */
export interface BankHolidays {
  /** @param date in London, as in 2026-12-28. */
  includes(date: string, nation: Nation): boolean;
  /** The last day of the last year that is known: past it only weekends are closed, and somebody should be told in time. */
  knownUntil: string;
}

/**
 * Reads the bank holidays of the years that GOV.UK has announced: an extra one, as for a coronation, follows no rule.
 *
 * @param seedDirectory holds `bank-holidays.csv`; where it is from is said beside it.
 */
export function readBankHolidays(seedDirectory: string): BankHolidays {
  const [, ...lines] = readFileSync(join(seedDirectory, 'bank-holidays.csv'), 'utf8').trim().split('\n');
  const nationsByDate = new Map(
    lines.map(line => {
      const [date = '', nations = ''] = line.split(',');
      return [date, nations.split('|') as Nation[]];
    }),
  );
  const lastYear = [...nationsByDate.keys()].sort().at(-1)?.slice(0, 4);
  return {
    includes: (date, nation) => nationsByDate.get(date)?.includes(nation) ?? false,
    knownUntil: `${lastYear}-12-31`,
  };
}
