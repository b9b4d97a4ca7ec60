import { londonDayAfter, londonTime } from '../london-time.ts';
import type { Organisation } from './organisation.ts';

/** Whoever was pointed to a group that has closed has lost a journey: after 6 months nobody is. */
const HIDDEN_AFTER_MONTHS = 6;
/** Somebody has so long to say that an entry is still true before it is hidden. */
export const DUE_DAYS = 21;

/** The first day on which what was checked on a day is hidden, as in 2027-05-23. */
export function hiddenFrom(lastCheckedOn: string): string {
  const [year = 0, month = 0, day = 0] = lastCheckedOn.split('-').map(Number);
  const firstOfMonth = new Date(Date.UTC(year, month - 1 + HIDDEN_AFTER_MONTHS, 1));
  const daysInMonth = new Date(Date.UTC(firstOfMonth.getUTCFullYear(), firstOfMonth.getUTCMonth() + 1, 0)).getUTCDate();
  firstOfMonth.setUTCDate(Math.min(day, daysInMonth));
  return firstOfMonth.toISOString().slice(0, 10);
}

/** True while members may be pointed to it. */
export function isShown(
  { isHidden, lastCheckedOn }: Pick<Organisation, 'isHidden' | 'lastCheckedOn'>,
  at: Date,
): boolean {
  return !isHidden && londonTime(at).date < hiddenFrom(lastCheckedOn);
}

/** True when somebody should say whether it is still true. */
export function isDue(
  { isHidden, lastCheckedOn }: Pick<Organisation, 'isHidden' | 'lastCheckedOn'>,
  at: Date,
): boolean {
  return !isHidden && londonDayAfter(londonTime(at).date, DUE_DAYS) >= hiddenFrom(lastCheckedOn);
}
