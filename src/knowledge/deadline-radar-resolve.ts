import { type Day, passedWithoutYearDaysMax } from './deadline-radar-calendar.ts';
import type { Candidate } from './deadline-radar-candidate.ts';
import { resolveDay } from './deadline-radar-resolve-day.ts';
import { resolvePeriod } from './deadline-radar-resolve-period.ts';
import type { When } from './deadline-radar-when.ts';
import type { DeadlineKind } from './deadline-radar-words.ts';

/**
 * Which day a candidate is, as far as its words tell: nothing is guessed, nothing is converted.
 *
 * @returns undefined for what cannot be a deadline: a day that is long past, or too far ahead.
 */
export function resolve(candidate: Candidate, kind: DeadlineKind | undefined, today: Day): When | undefined {
  const when = whenOf(candidate, kind, today);
  if (!when) return undefined;
  const day = when.days[0] ?? when.latest;
  const ahead = day === undefined ? when.roughDays : day - today;
  if (ahead === undefined) return when;
  return ahead >= -passedDaysMax(kind) && ahead <= aheadDaysMax ? when : undefined;
}

/** Beyond two years nothing is a deadline: it is the date of a card or a passport. */
const aheadDaysMax = 731;

/** A letter starts a clock that may still run; a hearing that passed is over, unless it was missed just now. */
function passedDaysMax(kind: DeadlineKind | undefined): number {
  switch (kind) {
    case 'refusal':
      return 183;
    case 'appeal':
    case 'removal':
    case 'eviction':
      return passedWithoutYearDaysMax;
    case 'hearing':
    case 'signing':
    case 'interview':
      return 7;
    default:
      return 0;
  }
}

function whenOf({ meaning, limit }: Candidate, kind: DeadlineKind | undefined, today: Day): When | undefined {
  if (meaning.type === 'span' || meaning.type === 'stretch' || meaning.type === 'month')
    return resolvePeriod(meaning, kind, today);
  // A refusal that is spoken of has come already.
  return resolveDay(meaning, kind === 'refusal' && !limit, today);
}
