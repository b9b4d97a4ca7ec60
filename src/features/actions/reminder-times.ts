import { londonDayAfter, londonInstant, londonTime } from '../london-time.ts';
import type { OrganisingSettings } from '../organising-settings.ts';

const HOUR_MS = 3_600_000;

/** When people are reminded of an action, by London's clocks; what falls into quiet hours waits for their end. */
export interface ReminderTimes {
  /** The day before; until the end of that day. */
  dayBefore: Date;
  /** So many hours before it begins; until it does. */
  soon: Date;
}

export function reminderTimes(
  startsAt: Date,
  { dayBeforeAt, hoursBefore }: OrganisingSettings['reminders'],
): ReminderTimes {
  return {
    dayBefore: londonInstant(londonDayAfter(londonTime(startsAt).date, -1), dayBeforeAt),
    soon: new Date(startsAt.getTime() - hoursBefore * HOUR_MS),
  };
}
