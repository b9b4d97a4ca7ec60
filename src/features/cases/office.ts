import type { Transaction } from '../../database/transaction.ts';
import type { Nation } from '../../messages/sender.ts';
import type { CaseSettings } from '../case-settings.ts';
import type { BankHolidays } from './bank-holidays.ts';
import { type CaseClocks, createCaseClocks } from './case-clocks.ts';
import { type CaseRouting, createCaseRouting } from './case-routing.ts';
import { createOfficeHours, type OfficeHours } from './office-hours.ts';

/** Whose bank holidays count where a member's nation is not known: the charity's. */
export const HOME_NATION: Nation = 'England';

/** How the charity works, by what leads have set: its hours, its promises, its rooms. */
export interface Office {
  settings: CaseSettings;
  hours: OfficeHours;
  clocks: CaseClocks;
  routing: CaseRouting;
}

/** So long may a change of the settings take to be felt. */
const FRESH_MS = 10_000;

/** The office as it is now. @param through the transaction that it is asked in: the embedded database has no second connection. */
export type FindOffice = (through?: Transaction) => Promise<Office>;

/** @param readSettings as they stand now. @returns what gives the office, read at most every ten seconds. */
export function createOffice(
  readSettings: (through: Transaction | undefined) => Promise<CaseSettings>,
  bankHolidays: BankHolidays,
  now: () => number,
): FindOffice {
  let last: { office: Office; readAtMs: number } | undefined;
  return async through => {
    // A clock that is set back must not keep old settings for as long.
    if (last && Math.abs(now() - last.readAtMs) < FRESH_MS) return last.office;
    const settings = await readSettings(through);
    const hours = createOfficeHours(settings.officeHours, bankHolidays);
    const clocks = createCaseClocks(settings.targets, hours);
    last = { office: { settings, hours, clocks, routing: createCaseRouting(settings) }, readAtMs: now() };
    return last.office;
  };
}
