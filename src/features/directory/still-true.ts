import { londonDayAfter } from '../london-time.ts';
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

type Checked = Pick<Organisation, 'isHidden' | 'lastCheckedOn'>;

/** True while members may be pointed to it. @param today in London, as in 2026-11-27. */
export function isShown({ isHidden, lastCheckedOn }: Checked, today: string): boolean {
  return !isHidden && today < hiddenFrom(lastCheckedOn);
}

/** True when somebody should say whether it is still true. @param today in London, as in 2026-11-27. */
export function isDue({ isHidden, lastCheckedOn }: Checked, today: string): boolean {
  return !isHidden && londonDayAfter(today, DUE_DAYS) >= hiddenFrom(lastCheckedOn);
}
