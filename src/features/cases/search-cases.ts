import { type Topic, topics } from '../../knowledge/card.ts';
import type { DeskWords } from '../../words/desk-words.ts';
import { londonDayAfter, londonTime } from '../london-time.ts';
import type { CaseFile } from './case-file.ts';
import { readReference } from './case-reference.ts';
import type { CaseStore } from './case-store.ts';

/** What cases are looked for by; every part narrows it. */
export interface CaseQuery {
  /** A reference, or a part of a handle. */
  words?: string | undefined;
  topic?: Topic | undefined;
  /** Has a deadline in the seven days from today, or one that has passed and is not closed. */
  deadlineThisWeek?: boolean | undefined;
}

export type FoundCases =
  | { cases: CaseFile[] }
  /** Looks like a reference, and is none: a letter is wrong. */
  | { mistyped: string };

const DAYS_AHEAD = 7;
/** As many as a window shows with their buttons. */
export const FOUND_MAX = 20;

/** Finds cases, closed ones too, the newest first. */
export async function searchCases(store: CaseStore, query: CaseQuery, at: Date): Promise<FoundCases> {
  const { words = '', topic, deadlineThisWeek } = query;
  const reference = readReference(words);
  const byReference = reference && reference !== 'mistyped' ? await store.byReference(reference) : undefined;
  if (byReference) return { cases: [byReference] };
  const lastDay = new Date(`${londonDayAfter(londonTime(at).date, DAYS_AHEAD)}T00:00Z`);
  const cases = await store.where({
    ...(words !== '' && { person: { handle: { contains: words, mode: 'insensitive' } } }),
    ...(topic && { topic }),
    ...(deadlineThisWeek && { deadlineOn: { lte: lastDay }, closedAt: null }),
  });
  return cases.length === 0 && reference !== undefined ? { mistyped: words } : { cases };
}

/** Reads what somebody typed behind `find`: a topic by its name, "deadline", or a reference or handle. */
export function readQuery(argument: string, say: DeskWords['say']): CaseQuery {
  const words = argument.trim();
  const folded = words.toLowerCase();
  const topic = topics.find(name => name === folded || say(`desk.topic.${name}`).toLowerCase() === folded);
  if (topic) return { topic };
  return /^deadlines?\b/i.test(words) ? { deadlineThisWeek: true } : { words };
}
