import { addMonths, type Day, dateOf, lastDayOfMonth, roughDaysUntil, weekdayOf } from './deadline-radar-calendar.ts';
import type { Meaning } from './deadline-radar-candidate.ts';
import type { When } from './deadline-radar-when.ts';
import type { DeadlineKind, PeriodUnit } from './deadline-radar-words.ts';

type PeriodMeaning = Extract<Meaning, { type: 'span' | 'stretch' | 'month' }>;

/** When a period ends, as far as it is told when it began. */
export function resolvePeriod(meaning: PeriodMeaning, kind: DeadlineKind | undefined, today: Day): When | undefined {
  switch (meaning.type) {
    case 'span':
      return span(meaning, kind, today);
    case 'stretch':
      return stretch(meaning, today);
    case 'month':
      return month(meaning, today);
  }
}

function span(
  { count, unit, marker }: Extract<Meaning, { type: 'span' }>,
  kind: DeadlineKind | undefined,
  today: Day,
): When | undefined {
  if (unit === 'year' || marker === 'lasting') return undefined;
  const end = count === undefined ? undefined : endOf(count, unit, marker === 'ago' ? -1 : 1, today);
  if (marker === 'ago') {
    const isRecent = kind === 'refusal' && end !== undefined && today - end <= agoDaysMax;
    if (!isRecent) return undefined;
    return { precision: 'relative', days: unit === 'day' ? [end] : [], isSure: true, roughDays: end - today };
  }
  if (marker === 'after' && (kind === undefined || kind === 'refusal')) return undefined;
  const fromNow = marker === 'left' || (['in', 'after'].includes(marker) && kind !== undefined && isEvent(kind));
  if (fromNow && end !== undefined) return { precision: 'relative', days: [end], isSure: true };
  return { precision: 'period', days: [], isSure: true, ...(end !== undefined && { latest: end }) };
}

/** A refusal longer ago than the time that any appeal has is history. */
const agoDaysMax = 31;

/** What is at a time, while an answer is due within one that a letter began. */
function isEvent(kind: DeadlineKind): boolean {
  return kind !== 'refusal' && kind !== 'appeal' && kind !== 'other';
}

/** Working days depend on holidays, which differ between the nations: they are not counted. */
function endOf(count: number, unit: PeriodUnit, direction: 1 | -1, today: Day): Day | undefined {
  const by = count * direction;
  if (unit === 'day') return today + by;
  if (unit === 'week') return today + 7 * by;
  if (unit === 'month') return addMonths(today, by);
  return unit === 'hour' ? today + Math.ceil(by / 24) : undefined;
}

function stretch({ unit, which, end }: Extract<Meaning, { type: 'stretch' }>, today: Day): When {
  const { year, month } = dateOf(today);
  const by = which === 'next' ? 1 : 0;
  const last = unit === 'week' ? today - weekdayOf(today) + 7 + 7 * by : lastDayOfMonth(year, month + by);
  // Whether a week ends on Friday or on Sunday is anybody's guess.
  if (end && unit === 'month') return { precision: 'relative', days: [last], isSure: true };
  return { precision: 'period', days: [], isSure: true, latest: last };
}

function month(meaning: Extract<Meaning, { type: 'month' }>, today: Day): When | undefined {
  if (meaning.calendar !== 'gregorian') {
    const roughDays = roughDaysUntil({ ...meaning, day: 28 }, meaning.calendar, today);
    return { precision: 'period', days: [], isSure: true, roughDays };
  }
  const now = dateOf(today);
  const year = meaning.year ?? (meaning.month >= now.month ? now.year : now.year + 1);
  const last = lastDayOfMonth(year, meaning.month);
  if (last < today) return undefined;
  if (meaning.end) return { precision: 'relative', days: [last], isSure: true };
  return { precision: 'period', days: [], isSure: true, latest: last };
}
