import type { Calendar, WrittenDate } from './deadline-radar-calendar.ts';
import type { PeriodMarker, PeriodUnit } from './deadline-radar-words.ts';

/** What words say of time, before anybody knows which day it is. */
export type Meaning =
  /** A day and a month. More than one reading where their order is not plain; the first is the United Kingdom's. */
  | { type: 'written'; calendar: Calendar; readings: WrittenDate[]; weekday?: number }
  | { type: 'weekday'; weekday: number; which?: 'next' | 'this' | 'last' }
  /** Days from today; more than one where the word means several. */
  | { type: 'day'; days: number[] }
  /** A number of days, weeks or so; without a count where that is a range. */
  | { type: 'span'; count?: number; unit: PeriodUnit; marker: PeriodMarker }
  /** A week or a month, or its end. */
  | { type: 'stretch'; unit: 'week' | 'month'; which: 'this' | 'next'; end: boolean }
  | { type: 'month'; calendar: Calendar; month: number; year?: number; end: boolean }
  | { type: 'monthDay'; day: number; weekday?: number };

/** Words that may be a date: from the first token, up to but without the last. */
export interface Candidate {
  from: number;
  to: number;
  meaning: Meaning;
  /** So little like a date that only a word beside it, of refusal, hearing and so on, makes it one. */
  weak: boolean;
  /** It is a limit ("before", "until"), so that it lies ahead. */
  limit: boolean;
}

/** Makes out of one token and those after it what they may say of time. */
export type Parser<M extends Meaning = Meaning> = (
  at: number,
) => { from: number; to: number; meaning: M; weak: boolean } | undefined;
