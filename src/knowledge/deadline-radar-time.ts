import { isBreak } from './deadline-radar-gap.ts';
import type { Reading } from './deadline-radar-lexicon.ts';

/** A time of day beside a date: from the first token, up to but without the last. */
export interface TimeFound {
  from: number;
  to: number;
  isBefore: boolean;
}

const minutesGap = /^[:.]$/u;

/** Finds "at 10am", "10:30", "الساعة 9" right after a date, or else right before it. */
export function timeAround(reading: Reading, from: number, to: number): TimeFound | undefined {
  const after = isBreakBeforeTime(reading, to) ? undefined : timeAt(reading, to);
  if (after) return { from: to, to: after, isBefore: false };
  const end = reading.roleStart(from, 'date', 'dayLead') ?? from;
  for (let at = Math.max(0, end - 5); at < end; at++)
    if (timeAt(reading, at) === end && !reading.tokens.slice(at + 1, from + 1).some(({ gap }) => isBreak(gap)))
      return { from: at, to: end, isBefore: true };
  return undefined;
}

function isBreakBeforeTime({ tokens }: Reading, at: number): boolean {
  return !/^[\s,،\-–(]{1,3}$/u.test(tokens[at]?.gap ?? '');
}

/** Where a time ends that begins here. A bare number is none. */
function timeAt({ tokens, roleEnd }: Reading, at: number): number | undefined {
  const clockEnd = roleEnd(at, 'clock');
  const hourAt = clockEnd ?? at;
  const hour = tokens[hourAt];
  if (hour?.number === undefined || hour.number > 24 || hour.digits > 2) return undefined;
  const suffixEnd = roleEnd(hourAt + 1, 'suffix');
  const minutes = tokens[hourAt + 1];
  const hasMinutes = minutes?.digits === 2 && minutesGap.test(minutes.gap);
  let to = hasMinutes ? hourAt + 2 : (suffixEnd ?? hourAt + 1);
  const partOfDay = roleEnd(to, 'hour');
  if (partOfDay !== undefined) {
    to = partOfDay;
    // "10h30" has its minutes after the word for the hour.
    if (!hasMinutes && tokens[to]?.digits === 2 && tokens[to]?.gap === '') to++;
    to = roleEnd(to, 'hour') ?? to;
  }
  return clockEnd !== undefined || hasMinutes || partOfDay !== undefined ? to : undefined;
}
