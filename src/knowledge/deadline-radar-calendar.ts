export const calendars = ['gregorian', 'persian', 'hijri', 'ethiopian'] as const;
export type Calendar = (typeof calendars)[number];

/** A Gregorian day, as whole days since 1 January 1970. */
export type Day = number;

/** A date as somebody wrote it, in the calendar that they wrote it in. Without a year it comes back every year. */
export interface WrittenDate {
  year?: number;
  month: number;
  day: number;
}

const millisecondsPerDay = 86_400_000;
const london = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/London' });

/** The day that it is in the United Kingdom. */
export function londonDay(instant: Date): Day {
  return Date.parse(london.format(instant)) / millisecondsPerDay;
}

/** @example isoDate(20_523) // '2026-03-11' */
export function isoDate(day: Day): string {
  return new Date(day * millisecondsPerDay).toISOString().slice(0, 10);
}

/** `undefined` for a day that is in no calendar, such as 31 April. */
export function gregorianDay(year: number, month: number, day: number): Day | undefined {
  const found = Date.UTC(year, month - 1, day) / millisecondsPerDay;
  return isoDate(found) === `${year}-${twoDigits(month)}-${twoDigits(day)}` ? found : undefined;
}

/** The same day of a later month, or its last day where that month is shorter. */
export function addMonths(day: Day, months: number): Day {
  const { year, month, day: dayOfMonth } = dateOf(day);
  const lastOfTarget = lastDayOfMonth(year, month + months);
  return Math.min(Date.UTC(year, month - 1 + months, dayOfMonth) / millisecondsPerDay, lastOfTarget);
}

/** @param month may be beyond 12, which is in a later year. */
export function lastDayOfMonth(year: number, month: number): Day {
  return Date.UTC(year, month, 0) / millisecondsPerDay;
}

/** 1 is Monday, 7 is Sunday. */
export function weekdayOf(day: Day): number {
  // 1 January 1970 was a Thursday.
  return ((((day + 3) % 7) + 7) % 7) + 1;
}

/** No day of the month is further away than this, nor is the next one on a weekday that was right when it was written. */
const monthDayAwayMax = 62;

/**
 * The nearest such day of a month, from today on or back.
 *
 * @param weekday it must fall on.
 * @returns undefined if none near does.
 */
export function nearestMonthDay(dayOfMonth: number, today: Day, step: 1 | -1, weekday?: number): Day | undefined {
  const away = Array.from({ length: monthDayAwayMax }, (_, by) => today + by * step);
  const isDay = (day: Day) => dateOf(day).day === dayOfMonth;
  return away.find(day => (weekday === undefined || weekdayOf(day) === weekday) && isDay(day));
}

const formats: Record<Calendar, Intl.DateTimeFormat> = {
  gregorian: numericFormat('gregory'),
  persian: numericFormat('persian'),
  hijri: numericFormat('islamic-umalqura'),
  ethiopian: numericFormat('ethiopic'),
};

function numericFormat(calendar: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(`en-u-ca-${calendar}-nu-latn`, {
    timeZone: 'UTC',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
  });
}

/** How a day is written in a calendar. */
export function dateOf(day: Day, calendar: Calendar = 'gregorian'): Required<WrittenDate> {
  const parts = formats[calendar].formatToParts(day * millisecondsPerDay);
  const part = (type: string) => Number(parts.find(found => found.type === type)?.value);
  return { year: part('year'), month: part('month'), day: part('day') };
}

/** Mean days of a month; a hijri year has twelve of them, as has a Persian one but for its last days. */
const monthDays: Record<Calendar, number> = { gregorian: 30.44, persian: 30.44, hijri: 29.53, ethiopian: 30 };

/**
 * About how many days lie between today and a date of another calendar, negative when it has passed: enough to tell old dates
 * from coming ones, and too little to be taken for a conversion.
 */
export function roughDaysUntil(written: WrittenDate, calendar: Calendar, today: Day): number {
  const now = dateOf(today, calendar);
  const months = calendar === 'ethiopian' ? 12.175 : 12;
  const daysWithin = (written.month - now.month) * monthDays[calendar] + written.day - now.day;
  const yearDays = months * monthDays[calendar];
  if (written.year !== undefined) return Math.round((written.year - now.year) * yearDays + daysWithin);
  return Math.round(daysWithin < -passedWithoutYearDaysMax ? daysWithin + yearDays : daysWithin);
}

/** A date without a year that passed longer ago than this is more likely to be next year's. */
export const passedWithoutYearDaysMax = 60;

function twoDigits(number: number): string {
  return String(number).padStart(2, '0');
}
