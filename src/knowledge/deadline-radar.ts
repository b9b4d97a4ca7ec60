import { type Calendar, isoDate, londonDay } from './deadline-radar-calendar.ts';
import type { Candidate } from './deadline-radar-candidate.ts';
import { candidates } from './deadline-radar-candidates.ts';
import { kindFinder } from './deadline-radar-kind.ts';
import { compileLexicon, type Reading } from './deadline-radar-lexicon.ts';
import { resolve } from './deadline-radar-resolve.ts';
import { timeAround } from './deadline-radar-time.ts';
import type { When } from './deadline-radar-when.ts';
import type { DeadlineKind, DeadlineWords } from './deadline-radar-words.ts';

/** Words of a message that may be a deadline: shown as found, for a caseworker to confirm or correct. */
export interface FoundDeadline {
  kind: DeadlineKind;
  /** The words as written, with a weekday, a time or a "before" beside them. */
  found: string;
  /** Whose date it is. A date of another calendar than the Gregorian is never converted. */
  calendar: Calendar;
  /** YYYY-MM-DD: the likeliest day, where the words and the day they were sent say which. */
  date?: string;
  /**
   * `day` a day of a month; `weekday` a day of a week; `relative` counted from the day of the message ("tomorrow", "5 days left");
   * `period` a time that runs from a day that is not told ("within 28 days"), or a week or month in which it will be.
   */
  precision: When['precision'];
  /**
   * YYYY-MM-DD: other days that the words may mean. 03/04 is 3 April as the United Kingdom reads it (`date`), and may be 4 March;
   * "next Friday" may be this week's; a weekday that does not fit its date speaks for another. Without a `date`, none is likelier.
   */
  ambiguous?: string[];
  /** YYYY-MM-DD, of a period: the day it ends if it began when the message was sent. It may have begun, and so end, earlier. */
  latest?: string;
  /** The time beside it as written, since Tigrinya and Somali may count hours from six in the morning. */
  time?: string;
  /** Where `found` begins in the text and where it ends, in UTF-16 units. */
  from: number;
  to: number;
}

/**
 * Finds the dates and periods of a message that may be deadlines: those to come earliest first, then those without a day, then
 * those that have passed.
 *
 * A day in the future is reported whatever it is for; anything less plain ("Tuesday", "14 days", "12/3") only with a word beside it
 * of refusal, hearing and so on, or of deadlines. Births, arrivals, telephone numbers, addresses, prices and times are not.
 *
 * @param sentAt when the member wrote it: its day in London is "today".
 * @param language of the message. Words of the others are heard too, unless they are short.
 */
export type DeadlineFinder = (text: string, sentAt: Date, language: string) => FoundDeadline[];

/** @example createDeadlineRadar(loadDeadlineWords('locales'))('my hearing is tomorrow', new Date(), 'en') */
export function createDeadlineRadar(wordsByLanguage: Map<string, DeadlineWords>): DeadlineFinder {
  const lexicon = compileLexicon(wordsByLanguage);
  return (text, sentAt, language) => {
    const reading = lexicon(text, language);
    const today = londonDay(sentAt);
    const kindOf = kindFinder(reading);
    const found = candidates(reading, today).flatMap(candidate => {
      const kind = kindOf(candidate);
      if (kind === null || (candidate.weak && kind === undefined && !isLimit(candidate))) return [];
      const when = resolve(candidate, kind, today);
      return when
        ? [{ deadline: describe(text, reading, candidate, kind ?? 'other', when), rank: rankOf(when, today) }]
        : [];
    });
    return found.sort((a, b) => a.rank - b.rank).map(({ deadline }) => deadline);
  };
}

/** "Before Friday" is a limit, whatever it is for; "until today" is only how long something has been so. */
function isLimit({ limit, meaning }: Candidate): boolean {
  if (meaning.type === 'day') return limit && meaning.days.some(days => days > 0);
  const isEnd = meaning.type === 'stretch' && meaning.end;
  return limit && (isEnd || meaning.type === 'weekday' || meaning.type === 'written');
}

function describe(
  text: string,
  reading: Reading,
  candidate: Candidate,
  kind: DeadlineKind,
  { precision, days, isSure, latest }: When,
): FoundDeadline {
  const time = timeAround(reading, candidate.from, candidate.to);
  const from = reading.tokens[time?.isBefore ? time.from : candidate.from]?.from ?? 0;
  const to = reading.tokens[(time && !time.isBefore ? time.to : candidate.to) - 1]?.to ?? from;
  const date = isSure ? days[0] : undefined;
  const others = isSure ? days.slice(1) : days;
  const { meaning } = candidate;
  return {
    kind,
    found: text.slice(from, to),
    calendar: 'calendar' in meaning ? meaning.calendar : 'gregorian',
    ...(date !== undefined && { date: isoDate(date) }),
    precision,
    ...(others.length > 0 && { ambiguous: others.map(isoDate) }),
    ...(latest !== undefined && { latest: isoDate(latest) }),
    ...(time && { time: text.slice(reading.tokens[time.from]?.from, reading.tokens[time.to - 1]?.to) }),
    from,
    to,
  };
}

/** What has passed comes last, what has no day before it. */
function rankOf({ days, latest, roughDays }: When, today: number): number {
  const known = latest === undefined ? days : [...days, latest];
  const rank = known.length > 0 ? Math.min(...known) - today : roughDays;
  if (rank === undefined) return undated;
  return rank < 0 ? passed - rank : rank;
}

const undated = 10_000;
const passed = 20_000;
