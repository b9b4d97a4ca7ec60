export const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
export type Weekday = (typeof weekdays)[number];

/** What calendars and clocks in the United Kingdom show. */
export interface LondonTime {
  /** As in 2026-03-29. */
  date: string;
  weekday: Weekday;
  /** As in 09:30. */
  time: string;
}

const clock = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  weekday: 'long',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});
const SUMMER_TIME_MS = 3_600_000;
const DAY_MS = 86_400_000;

export function londonTime(at: Date): LondonTime {
  const part = Object.fromEntries(clock.formatToParts(at).map(({ type, value }) => [type, value]));
  return {
    date: `${part.year}-${part.month}-${part.day}`,
    weekday: part.weekday?.toLowerCase() as Weekday,
    time: `${part.hour}:${part.minute}`,
  };
}

/**
 * The moment at which clocks in London show a time. Of an hour that comes twice, in October, it is the first; a time in the hour
 * that is left out, in March, is taken an hour later, as `Temporal` does.
 *
 * @param time as in 09:30; 24:00 is the end of the day.
 */
export function londonInstant(date: string, time: string): Date {
  if (time === '24:00') return londonInstant(londonDayAfter(date), '00:00');
  const winterMs = Date.parse(`${date}T${time}Z`);
  const summer = new Date(winterMs - SUMMER_TIME_MS);
  const shown = londonTime(summer);
  return shown.date === date && shown.time === time ? summer : new Date(winterMs);
}

/** The date so many days later, counted on the calendar. */
export function londonDayAfter(date: string, days = 1): string {
  return new Date(Date.parse(`${date}T00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}
