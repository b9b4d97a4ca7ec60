import { londonDayAfter, londonInstant, londonTime } from '../london-time.ts';
import type { OrganisingSettings } from '../organising-settings.ts';
import type { QuietHours } from './quiet-hours.ts';

const HOUR_MS = 3_600_000;

/** When people are reminded of an action, by London's clocks. */
export interface ReminderTimes {
  /** The day before; until the end of that day. */
  dayBefore: Date;
  /** So many hours before it begins. */
  soon: Date;
  /** The same for who did not ask for it on that day: after the quiet hours, or not at all. */
  soonAfterQuiet: Date | undefined;
}

export function reminderTimes(
  startsAt: Date,
  { dayBeforeAt, hoursBefore }: OrganisingSettings['reminders'],
  quiet: QuietHours,
): ReminderTimes {
  const dayBefore = londonInstant(londonDayAfter(londonTime(startsAt).date, -1), dayBeforeAt);
  const soon = new Date(startsAt.getTime() - hoursBefore * HOUR_MS);
  const afterQuiet = quiet.end(soon);
  return { dayBefore, soon, soonAfterQuiet: afterQuiet < startsAt ? afterQuiet : undefined };
}
