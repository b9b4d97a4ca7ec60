import {
  type Day,
  dateOf,
  gregorianDay,
  nearestMonthDay,
  passedWithoutYearDaysMax,
  roughDaysUntil,
  type WrittenDate,
  weekdayOf,
} from './deadline-radar-calendar.ts';
import type { Meaning } from './deadline-radar-candidate.ts';
import type { When } from './deadline-radar-when.ts';
import { asInEritrea } from './deadline-radar-written.ts';

type DayMeaning = Extract<Meaning, { type: 'written' | 'weekday' | 'day' | 'monthDay' }>;

/**
 * Which day a day's name or date is.
 *
 * @param isPast it is spoken of as something that has come already.
 */
export function resolveDay(meaning: DayMeaning, isPast: boolean, today: Day): When | undefined {
  switch (meaning.type) {
    case 'written':
      return written(meaning, isPast, today);
    case 'weekday':
      return { precision: 'weekday', days: weekdays(meaning, isPast, today), isSure: true };
    case 'day': {
      const days = meaning.days.map(days => today + days).sort((a, b) => (isPast ? a - b : b - a));
      return { precision: 'relative', days, isSure: true };
    }
    case 'monthDay':
      return monthDay(meaning, isPast, today);
  }
}

function written(meaning: Extract<Meaning, { type: 'written' }>, isPast: boolean, today: Day): When | undefined {
  const { calendar, readings, weekday } = meaning;
  const [first] = readings;
  if (!first) return undefined;
  if (calendar === 'gregorian') {
    const days = readings.flatMap(reading => dayOf(reading, isPast, today) ?? []);
    return days.length === 0 ? undefined : { precision: 'day', days: fitting(days, weekday), isSure: true };
  }
  const roughDays = roughDaysUntil(first, calendar, today);
  const isEritrean = calendar === 'ethiopian' && first.year === undefined && first.month <= 12;
  const days = isEritrean ? [dayOf(asInEritrea(first), isPast, today) ?? []].flat() : [];
  return { precision: 'day', days, isSure: false, roughDays };
}

/** Of two readings that on the weekday written beside it; where none is, the nearest day of that name is another reading. */
function fitting(days: Day[], weekday: number | undefined): Day[] {
  if (weekday === undefined) return days;
  const fit = days.filter(day => weekdayOf(day) === weekday);
  if (fit.length > 0) return fit;
  return days.flatMap(day => [
    day,
    [0, 1, -1, 2, -2, 3, -3].map(by => day + by).find(by => weekdayOf(by) === weekday) ?? day,
  ]);
}

/** A date without a year is the coming one, or one that has passed not long ago. */
function dayOf(reading: WrittenDate, isPast: boolean, today: Day): Day | undefined {
  if (reading.year !== undefined) return gregorianDay(reading.year, reading.month, reading.day);
  const { year } = dateOf(today);
  const days = [-1, 0, 1, 2].flatMap(by => gregorianDay(year + by, reading.month, reading.day) ?? []);
  if (isPast) return days.toSorted((a, b) => Math.abs(a - today) - Math.abs(b - today))[0];
  return days.find(day => day >= today - passedWithoutYearDaysMax);
}

function weekdays({ weekday, which }: Extract<Meaning, { type: 'weekday' }>, isPast: boolean, today: Day): Day[] {
  const coming = today + ((weekday - weekdayOf(today) + 7) % 7);
  const thisWeek = today - weekdayOf(today) + weekday;
  const before = coming - 7;
  if (which === 'last') return before >= today - weekdayOf(today) ? [before, before - 7] : [before];
  if (which === 'next') {
    const nextWeek = thisWeek + 7;
    return coming === nextWeek ? [nextWeek] : [nextWeek, coming];
  }
  if (isPast && which === undefined) return coming === today ? [today, before] : [before, coming];
  return coming === today && which === undefined ? [today, today + 7] : [coming];
}

function monthDay(
  { day, weekday }: Extract<Meaning, { type: 'monthDay' }>,
  isPast: boolean,
  today: Day,
): When | undefined {
  const step = isPast ? -1 : 1;
  const found = nearestMonthDay(day, today, step, weekday) ?? nearestMonthDay(day, today, step);
  return found === undefined ? undefined : { precision: 'day', days: fitting([found], weekday), isSure: true };
}
