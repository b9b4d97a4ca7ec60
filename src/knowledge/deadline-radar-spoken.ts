import { type Day, nearestMonthDay } from './deadline-radar-calendar.ts';
import type { Meaning, Parser } from './deadline-radar-candidate.ts';
import { isNear } from './deadline-radar-gap.ts';
import { addressAround, isOfSomething } from './deadline-radar-guards.ts';
import type { Reading } from './deadline-radar-lexicon.ts';
import { dayAt, writtenDate } from './deadline-radar-written.ts';

type Which = 'next' | 'this' | 'last';

/** A date without its month or its number: "next Tuesday", "tomorrow", "the end of May", "next week", "the 12th". */
export function spokenDate(reading: Reading, today: Day): Parser {
  const { tokens, starting, ending, roleStart, roleEnd } = reading;
  const written = writtenDate(reading, today);
  return at => weekday(at) ?? day(at) ?? stretch(at) ?? month(at) ?? monthDay(at);

  function weekday(at: number): ReturnType<Parser> {
    const [found] = starting(at, 'weekday');
    if (!found) return undefined;
    const { from, to, which } = withWhich(at, found.to);
    const { weekday } = found.lexeme;
    const isNumber = isNear(tokens[to]?.gap) && tokens[to]?.number !== undefined && !written(to);
    const day = isNumber ? dayAt(reading, to) : undefined;
    // "Tuesday 9" may be a time: it is a date when the 9th is a Tuesday.
    if (day && !isPart(to, day.to) && nearestMonthDay(day.day, today, 1, weekday) !== undefined)
      return { from, to: day.to, meaning: { type: 'monthDay', day: day.day, weekday }, weak: true };
    const meaning: Meaning = { type: 'weekday', weekday, ...(which && { which }) };
    return { from, to, meaning, weak: true };
  }

  function day(at: number): ReturnType<Parser> {
    const [longest] = starting(at, 'day');
    if (!longest) return undefined;
    const { to } = longest;
    const days = starting(at, 'day').filter(found => found.to === to);
    return { from: at, to, meaning: { type: 'day', days: [...new Set(days.map(d => d.lexeme.days))] }, weak: true };
  }

  /** "Next week", "this month", and the end of either. */
  function stretch(at: number): ReturnType<Parser> {
    const [found] = starting(at, 'unit').filter(({ lexeme }) => lexeme.unit === 'week' || lexeme.unit === 'month');
    if (!found || (tokens[at - 1]?.digits ?? 0) > 0 || ending(at, 'number').length > 0) return undefined;
    const { from, to, which } = withWhich(at, found.to);
    const end = endAround(from, to);
    if (which === 'last' || (which === undefined && !end)) return undefined;
    const unit = found.lexeme.unit === 'week' ? 'week' : 'month';
    const meaning: Meaning = { type: 'stretch', unit, which: which ?? 'this', end: end !== undefined };
    return { from: end?.from ?? from, to: end?.to ?? to, meaning, weak: true };
  }

  /** "In May", "before May", "the end of May". */
  function month(at: number): ReturnType<Parser> {
    const [found] = starting(at, 'month');
    if (!found || dayAt(reading, found.to)) return undefined;
    const end = endAround(at, found.to);
    const [before, after] = [ending(at, 'before'), starting(found.to, 'after')].map(markers =>
      markers.find(({ lexeme }) => lexeme.marker === 'in' || lexeme.marker === 'within'),
    );
    const from = end?.from ?? before?.from ?? roleStart(at, 'date', 'until', 'monthNumber', 'next', 'this');
    if (from === undefined && !after) return undefined;
    const year = tokens[found.to]?.digits === 4 ? tokens[found.to]?.number : undefined;
    const to = Math.max(end?.to ?? 0, found.to + (year === undefined ? 0 : 1));
    const { calendar, month } = found.lexeme;
    if (addressAround(reading, at, to) !== 'no') return undefined;
    const meaning: Meaning = { type: 'month', calendar, month, end: end !== undefined, ...(year && { year }) };
    return { from: from ?? at, to, meaning, weak: true };
  }

  /** "The 12th", "le 12", "12 تاریخ": the month is that which comes. */
  function monthDay(at: number): ReturnType<Parser> {
    const found = tokens[at]?.number === undefined ? undefined : dayAt(reading, at);
    if (!found || isOfSomething(reading, at, found.to) || roleStart(at, 'clock') !== undefined) return undefined;
    const lead = roleStart(at, 'dayLead');
    const tail = roleEnd(found.to, 'dayTail') ?? roleEnd(at + 1, 'dayTail');
    const isSaid = lead !== undefined || tail !== undefined || (found.hasSuffix && roleStart(at, 'date', 'until'));
    const from = lead ?? at;
    if (isSaid === false || isSaid === undefined || isPart(at, found.to)) return undefined;
    if (addressAround(reading, from, tail ?? found.to) !== 'no') return undefined;
    return { from, to: tail ?? found.to, meaning: { type: 'monthDay', day: found.day }, weak: true };
  }

  /** Part of a time, of a period or of a longer number. */
  function isPart(at: number, to: number): boolean {
    const goesOn = /^[:./\-–,]\S*$/u.test(tokens[to]?.gap ?? '') && (tokens[to]?.digits ?? 0) > 0;
    const isSigned = /[+#]$/u.test(tokens[at]?.gap ?? '');
    return goesOn || isSigned || roleEnd(to, 'hour', 'counted') !== undefined || starting(to, 'unit').length > 0;
  }

  /** Some languages say which one before the name, some after it. */
  function withWhich(from: number, to: number): { from: number; to: number; which?: Which } {
    for (const which of ['next', 'last', 'this'] as const) {
      const start = roleStart(from, which);
      if (start !== undefined && isNear(tokens[from]?.gap)) return { from: start, to, which };
      const end = roleEnd(to, which);
      if (end !== undefined && isNear(tokens[to]?.gap)) return { from, to: end, which };
    }
    return { from, to };
  }

  function endAround(from: number, to: number): { from: number; to: number } | undefined {
    const linked = roleStart(from, 'link', 'this') ?? from;
    const start = roleStart(from, 'end') ?? roleStart(linked, 'end');
    if (start !== undefined) return { from: start, to };
    const end = roleEnd(to, 'end') ?? roleEnd(roleEnd(to, 'link') ?? to, 'end');
    return end === undefined ? undefined : { from, to: end };
  }
}
