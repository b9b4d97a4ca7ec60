import { type Calendar, type Day, dateOf, type WrittenDate } from './deadline-radar-calendar.ts';
import type { Meaning, Parser } from './deadline-radar-candidate.ts';
import { isOfSomething } from './deadline-radar-guards.ts';
import type { Reading } from './deadline-radar-lexicon.ts';
import { isDate } from './deadline-radar-written.ts';

type Written = Extract<Meaning, { type: 'written' }>;

/** Writing from right to left leaves marks of direction around numbers. */
const directionMarks = /[\u200E\u200F\u061C\u202A-\u202E\u2066-\u2069]/gu;

/**
 * A date in numbers: 12/03/2026, 2026-03-12, 12.3.26, and 12/3 where something beside it says that it is a date.
 *
 * @param today tells a Persian, Hijri or Ethiopian year, which is then near its own, from a Gregorian one.
 */
export function numericDate(reading: Reading, today: Day): Parser<Written> {
  const { tokens, language } = reading;
  return at => {
    const mark = markBefore(at + 1);
    if (mark === undefined || tokens[at]?.number === undefined || goesOn(at, mark)) return undefined;
    const isThree = markBefore(at + 2) === mark;
    const to = at + (isThree ? 3 : 2);
    if (goesOn(to, mark) || isOfSomething(reading, at, to)) return undefined;
    const parts = tokens.slice(at, to).map(({ number = 0, digits }) => ({ number, digits }));
    const found = isThree ? threeParts(parts) : twoParts(parts, at, mark);
    if (!found || found.readings.length === 0) return undefined;
    const weak = !isThree || found.calendar === 'ethiopian';
    return { from: at, to, meaning: { type: 'written', ...found }, weak };
  };

  function threeParts(parts: { number: number; digits: number }[]): Omit<Written, 'type'> | undefined {
    const [first, second, third] = parts;
    if (!first || !second || !third || second.digits > 2) return undefined;
    if (first.digits === 4) {
      const calendar = calendarOf(first.number);
      const date = { year: first.number, month: second.number, day: third.number };
      return third.digits <= 2 ? { calendar, readings: [date].filter(date => isDate(date, calendar)) } : undefined;
    }
    if (first.digits > 2 || (third.digits !== 4 && third.digits !== 2)) return undefined;
    const year = third.digits === 4 ? third.number : third.number + (third.number < 70 ? 2000 : 1900);
    const calendar = calendarOf(year);
    return {
      calendar,
      readings: inEitherOrder(first.number, second.number, calendar).map(date => ({ year, ...date })),
    };
  }

  /** 12/3 is also two of three, a flat or a score: it takes a word of dates beside it, or a word of deadlines just before. */
  function twoParts(parts: { number: number; digits: number }[], at: number, mark: string) {
    const [first, second] = parts;
    if (!first || !second || first.digits > 2 || second.digits > 2) return undefined;
    const isRoundTheClock = first.number === 24 && second.number === 7;
    const isSaid =
      reading.roleStart(at, 'date', 'until', 'dayLead') !== undefined ||
      reading.roleEnd(at + 2, 'date', 'until', 'dayTail') !== undefined ||
      reading.ending(at, 'weekday').length > 0;
    // A dot parts hours from minutes too, but in English only.
    const isPlain = mark === '/' || (mark === '.' && language !== 'en' && tokens[at + 1]?.word.startsWith('0'));
    const isAfterKind = isPlain && [at, at - 1].some(end => reading.ending(end, 'kind').length > 0);
    const isTime = reading.roleStart(at, 'clock') !== undefined && mark !== '/';
    if (isRoundTheClock || isTime || !(isSaid || isAfterKind) || (mark !== '/' && second.digits !== 2))
      return undefined;
    return { calendar: 'gregorian' as const, readings: inEitherOrder(first.number, second.number, 'gregorian') };
  }

  function calendarOf(year: number): Calendar {
    const isNear = (calendar: Calendar) => Math.abs(dateOf(today, calendar).year - year) <= 2;
    if (year < 1700) return isNear('hijri') ? 'hijri' : 'persian';
    return language === 'ti' && dateOf(today, 'ethiopian').year === year ? 'ethiopian' : 'gregorian';
  }

  function markBefore(at: number): string | undefined {
    const token = tokens[at];
    if (token?.number === undefined) return undefined;
    const gap = token.gap.replace(directionMarks, '');
    return gap === '.' || gap === '-' || gap === '–' ? gap : /^\s?([/-])\s?$/u.exec(gap)?.[1];
  }

  /** Part of a longer number, such as that of a telephone, a version or a case. */
  function goesOn(at: number, mark: string): boolean {
    const [left, right] = [tokens[at - 1], tokens[at]];
    if (!left || !right) return false;
    const isNumbers = left.digits > 0 && right.digits > 0;
    return isNumbers
      ? markBefore(at) === mark || /^[/.\-:]$/u.test(right.gap)
      : right.gap === '/' || (right.gap === '-' && right.capital);
  }
}

/** The United Kingdom writes the day first. */
function inEitherOrder(first: number, second: number, calendar: Calendar): WrittenDate[] {
  const orders = [
    { day: first, month: second },
    { day: second, month: first },
  ];
  return (first === second ? orders.slice(0, 1) : orders).filter(date => isDate(date, calendar));
}
