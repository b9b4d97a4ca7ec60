import type { Nation } from '../../messages/sender.ts';
import type { CaseSettings } from '../case-settings.ts';
import { londonDayAfter, londonInstant, londonTime } from '../london-time.ts';
import type { BankHolidays } from './bank-holidays.ts';

/** When somebody is at their desk for a member's nation, by the clocks of London. */
export interface OfficeHours {
  isOpen(at: Date, nation: Nation): boolean;
  /** The first moment, at or after this one, at which the office is open. */
  nextOpening(at: Date, nation: Nation): Date;
  /** When so many minutes of office time will have passed: the very closing time, where they end with it. */
  addOfficeMinutes(from: Date, minutes: number, nation: Nation): Date;
  officeMinutesBetween(from: Date, to: Date, nation: Nation): number;
  /** When the office closes on the last of so many days on which it opens, not counting the day that `from` is in. */
  endOfWorkingDays(from: Date, days: number, nation: Nation): Date;
}

/** A stretch of a day in which the office is open. */
interface Opening {
  date: string;
  opensAt: Date;
  closesAt: Date;
}

const MINUTE_MS = 60_000;
/** Longer than any run of closed days: an office that stays closed for so long has no hours at all. */
const CLOSED_DAYS_MAX = 60;

/** @param hours of every weekday, sorted, as `caseSettings` leaves them. */
export function createOfficeHours(hours: CaseSettings['officeHours'], bankHolidays: BankHolidays): OfficeHours {
  const usual = new Map<string, Opening[]>();

  /** The hours of a date's weekday, kept: what clocks in London show is slow to ask, and the clocks of every case go over the same days. */
  function usualOn(date: string): Opening[] {
    const known = usual.get(date);
    if (known) return known;
    const { weekday } = londonTime(londonInstant(date, '12:00'));
    const found = hours[weekday].map(({ from, to }) => ({
      date,
      opensAt: londonInstant(date, from),
      closesAt: londonInstant(date, to),
    }));
    usual.set(date, found);
    return found;
  }

  /** What is open at a moment and after it, the earliest first, for ever. */
  function* openings(from: Date, nation: Nation): Generator<Opening, never> {
    let closedDays = 0;
    for (let { date } = londonTime(from); closedDays <= CLOSED_DAYS_MAX; date = londonDayAfter(date)) {
      const open = bankHolidays.includes(date, nation) ? [] : usualOn(date);
      yield* open.filter(({ closesAt }) => closesAt > from);
      closedDays = open.length === 0 ? closedDays + 1 : 0;
    }
    throw new Error('The office never opens. Give it hours on at least one weekday in the settings.');
  }

  return {
    isOpen: (at, nation) => openings(at, nation).next().value.opensAt <= at,

    nextOpening: (at, nation) => later(openings(at, nation).next().value.opensAt, at),

    addOfficeMinutes(from, minutes, nation) {
      const following = openings(from, nation);
      let leftMs = minutes * MINUTE_MS;
      for (;;) {
        const { opensAt, closesAt } = following.next().value;
        const startMs = later(opensAt, from).getTime();
        const openMs = closesAt.getTime() - startMs;
        if (leftMs <= openMs) return new Date(startMs + leftMs);
        leftMs -= openMs;
      }
    },

    officeMinutesBetween(from, to, nation) {
      let openMs = 0;
      for (const { opensAt, closesAt } of openings(from, nation)) {
        if (opensAt >= to) break;
        openMs += Math.min(closesAt.getTime(), to.getTime()) - later(opensAt, from).getTime();
      }
      return openMs / MINUTE_MS;
    },

    endOfWorkingDays(from, days, nation) {
      const { date: today } = londonTime(from);
      const dates = new Set<string>();
      let end = from;
      for (const { date, closesAt } of openings(from, nation)) {
        if (date === today) continue;
        if (dates.add(date).size > days) break;
        end = closesAt;
      }
      return end;
    },
  };
}

function later(one: Date, other: Date): Date {
  return one > other ? one : other;
}
