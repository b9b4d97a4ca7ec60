import { type Calendar, type Day, dateOf, gregorianDay, type WrittenDate } from './deadline-radar-calendar.ts';
import type { Meaning, Parser } from './deadline-radar-candidate.ts';
import { isNear } from './deadline-radar-gap.ts';
import { addressAround } from './deadline-radar-guards.ts';
import type { Reading } from './deadline-radar-lexicon.ts';
import type { Token } from './deadline-radar-tokens.ts';

type Written = Extract<Meaning, { type: 'written' }>;
interface MonthAt {
  calendar: Calendar;
  month: number;
  to: number;
  /** By its number: "bisha 3aad". */
  isNumbered: boolean;
}

/**
 * A date with the month's name, or with its number after the word for a month: "12 March", "bisha 3aad 12keeda", "12 شهر 3".
 *
 * @param today tells the years of calendars from one another, as a year is written near its own.
 */
export function writtenDate(reading: Reading, today: Day): Parser<Written> {
  const { tokens, starting, roleEnd } = reading;
  const thisYear = dateOf(today).year;
  return at => dayFirst(at) ?? monthFirst(at);

  function dayFirst(at: number): ReturnType<Parser<Written>> {
    const day = dayAt(reading, at);
    if (!day) return undefined;
    const monthFrom = afterLinks(day.to, to => monthAt(to) !== undefined);
    const month = isNear(tokens[monthFrom]?.gap) ? monthAt(monthFrom) : undefined;
    return month && whole(at, month.to, day.day, month, day.isWord);
  }

  function monthFirst(at: number): ReturnType<Parser<Written>> {
    const month = monthAt(at);
    // Its day stands before it, and was found to be of something else.
    const hasDay = isNear(tokens[at]?.gap) && [1, 2].includes(tokens[at - 1]?.digits ?? 0);
    if (!month || hasDay) return undefined;
    const dayFrom = afterLinks(month.to, to => tokens[to]?.number !== undefined);
    const day = tokens[dayFrom]?.number !== undefined ? dayAt(reading, dayFrom) : undefined;
    if (!day || !isNear(tokens[dayFrom]?.gap) || isOfSomethingElse(day.to)) return undefined;
    const isPlainlyMonth = day.hasSuffix || month.isNumbered || !/^\p{Script=Latin}/u.test(tokens[at]?.word ?? '');
    return whole(at, day.to, day.day, month, !isPlainlyMonth && !tokens[at]?.capital);
  }

  /** "March 10:30" is a time in March, "may 2 weeks" and "may 5 pounds" no date. */
  function isOfSomethingElse(to: number): boolean {
    return isMinutes(tokens[to]) || roleEnd(to, 'counted', 'hour') !== undefined || starting(to, 'unit').length > 0;
  }

  function whole(from: number, dateTo: number, day: number, { calendar, month }: MonthAt, weak: boolean) {
    const yearAt = roleEnd(dateTo, 'link') ?? dateTo;
    const year = yearOf(yearAt);
    const to = year === undefined ? dateTo : yearAt + 1;
    const address = addressAround(reading, from, to);
    if (address === 'yes') return undefined;
    const meaning = meaningOf(calendar, { month, day, ...(year !== undefined && { year }) });
    return { from, to, meaning, weak: weak || address === 'perhaps' };
  }

  function yearOf(at: number): number | undefined {
    const token = tokens[at];
    if (token?.number === undefined || !isNear(token.gap) || isMinutes(tokens[at + 1])) return undefined;
    if (token.digits === 4) return token.number;
    const isShort = token.digits === 2 && [0, 1].includes(token.number + 2000 - thisYear) && !roleEnd(at + 1, 'hour');
    return isShort ? token.number + 2000 : undefined;
  }

  /**
   * Eritreans call the Gregorian months by the names that Ethiopia gives its own, which begin about nine days later and have 30 days;
   * a year that is not near Ethiopia's tells that the month is Gregorian.
   */
  function meaningOf(calendar: Calendar, written: WrittenDate): Written {
    const ethiopianYear = dateOf(today, 'ethiopian').year;
    const isGregorian = written.day > 30 || (written.year !== undefined && written.year > ethiopianYear + 1);
    if (calendar !== 'ethiopian' || !isGregorian) return { type: 'written', calendar, readings: [written] };
    return { type: 'written', calendar: 'gregorian', readings: [asInEritrea(written)] };
  }

  function monthAt(at: number): MonthAt | undefined {
    const numberAt = roleEnd(at, 'monthNumber');
    const named = starting(at, 'month')[0] ?? (numberAt === undefined ? undefined : starting(numberAt, 'month')[0]);
    if (named) return beginsVerb(named) ? undefined : { ...named.lexeme, to: named.to, isNumbered: false };
    const number = numberAt === undefined ? undefined : dayAt(reading, numberAt);
    if (!number || number.day > 12 || starting(number.to, 'unit').length > 0) return undefined;
    return { calendar: 'gregorian', month: number.day, to: number.to, isNumbered: true };
  }

  /** "می" is May in Persian, and the beginning of most verbs, which is then tied to them by a non-joiner. */
  function beginsVerb({ to }: { to: number }): boolean {
    return (tokens[to]?.gap ?? '') === '\u200C' && (tokens[to - 1]?.word.length ?? 0) <= 2;
  }

  function afterLinks(from: number, isThere: (to: number) => boolean): number {
    let to = from;
    for (let links = 0; links < 3 && !isThere(to); links++) to = roleEnd(to, 'link') ?? to;
    return to;
  }
}

/** What a date of Ethiopia's month names is when an Eritrean wrote it: the Gregorian month in which Ethiopia's begins. */
export function asInEritrea(written: WrittenDate): WrittenDate {
  return { ...written, month: ((written.month + 7) % 12) + 1 };
}

/** A day of a month, in digits or in words, with what is written to it: "12th", "1er", "12ka". */
export function dayAt({ tokens, starting, roleEnd }: Reading, at: number) {
  const token = tokens[at];
  const word = token?.number === undefined ? starting(at, 'number')[0] : undefined;
  const day = token?.number ?? word?.lexeme.value;
  if (token === undefined || day === undefined || day < 1 || day > 31 || token.digits > 2) return undefined;
  const numberTo = word?.to ?? at + 1;
  const suffixTo = /^[\s\-–.]?$/u.test(tokens[numberTo]?.gap ?? 'end') ? roleEnd(numberTo, 'suffix') : undefined;
  return { day, to: suffixTo ?? numberTo, hasSuffix: suffixTo !== undefined, isWord: word !== undefined };
}

function isMinutes(token: Token | undefined): boolean {
  return token?.digits === 2 && /^[:.]$/u.test(token.gap);
}

export function isDate({ month, day }: WrittenDate, calendar: Calendar): boolean {
  // 2024 is a leap year.
  if (calendar === 'gregorian') return month <= 12 && gregorianDay(2024, month, day) !== undefined;
  return month >= 1 && month <= 13 && day >= 1 && day <= 31;
}
