import { z } from 'zod';
import { readLocaleFiles } from './locale-file.ts';

/** What a date may be a deadline for; `other` is said by words that only tell that it is one, such as "deadline". */
export const deadlineKinds = [
  'refusal',
  'appeal',
  'removal',
  'eviction',
  'hearing',
  'signing',
  'interview',
  'other',
] as const;
export type DeadlineKind = (typeof deadlineKinds)[number];

export const periodUnits = ['hour', 'day', 'workingDay', 'week', 'month', 'year'] as const;
export type PeriodUnit = (typeof periodUnits)[number];

/**
 * What stands before or after a number of days tells what they are: `in` and `left` count from now, `within` from a letter
 * perhaps, `after` from either, `have` is any of these in a weaker voice; `ago` and `lasting` are no deadline.
 */
export const periodMarkers = ['in', 'left', 'within', 'after', 'have', 'ago', 'lasting'] as const;
export type PeriodMarker = (typeof periodMarkers)[number];

/** The small words around a date, and those that show that there is none. docs/cards.md says what belongs to each. */
export const dateRoles = [
  'next',
  'this',
  'last',
  'end',
  'link',
  'suffix',
  'monthNumber',
  'date',
  'until',
  'dayLead',
  'dayTail',
  'clock',
  'hour',
  'street',
  'numbered',
  'counted',
  'and',
  'past',
  'chat',
  'nothing',
] as const;
export type DateRole = (typeof dateRoles)[number];

const patterns = z.array(z.string());
const byNumber = z.record(z.string().regex(/^-?\d+$/), patterns);

const deadlineWordsSchema = z.strictObject({
  kinds: z.record(z.enum(deadlineKinds), patterns),
  months: z.strictObject({
    gregorian: byNumber,
    persian: byNumber.default({}),
    hijri: byNumber.default({}),
    ethiopian: byNumber.default({}),
  }),
  /** By ISO number: 1 is Monday. */
  weekdays: byNumber,
  /** By days from today. A word of two days, as Urdu's for yesterday and tomorrow, stands under both. */
  days: byNumber,
  numbers: byNumber,
  units: z.partialRecord(z.enum(periodUnits), patterns),
  /** One word for a number and a unit: `{ "2 week": ["fortnight"] }`. */
  spans: z.record(z.string().regex(/^\d+ (?:hour|day|week|month)$/), patterns).default({}),
  before: z.partialRecord(z.enum(periodMarkers), patterns),
  after: z.partialRecord(z.enum(periodMarkers), patterns),
  words: z.partialRecord(z.enum(dateRoles), patterns),
});
export type DeadlineWords = z.infer<typeof deadlineWordsSchema>;

/** @throws Error that names the file, the field and the remedy. */
export function loadDeadlineWords(localesDirectory: string): Map<string, DeadlineWords> {
  return readLocaleFiles(localesDirectory, 'deadlines.json', deadlineWordsSchema);
}
