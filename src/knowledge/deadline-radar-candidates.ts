import type { Day } from './deadline-radar-calendar.ts';
import type { Candidate, Parser } from './deadline-radar-candidate.ts';
import { isNear } from './deadline-radar-gap.ts';
import type { Reading } from './deadline-radar-lexicon.ts';
import { numericDate } from './deadline-radar-numeric.ts';
import { span } from './deadline-radar-spans.ts';
import { spokenDate } from './deadline-radar-spoken.ts';
import { writtenDate } from './deadline-radar-written.ts';

type Parsed = NonNullable<ReturnType<Parser>>;

/** All that may be a date in a message: at each place the longest, and none that overlap. */
export function candidates(reading: Reading, today: Day): Candidate[] {
  const parsers: Parser[] = [
    numericDate(reading, today),
    writtenDate(reading, today),
    span(reading),
    spokenDate(reading, today),
  ];
  const found: Parsed[] = [];
  for (let at = 0; at < reading.tokens.length; ) {
    const [longest] = parsers.flatMap(parse => parse(at) ?? []).sort((a, b) => b.to - a.to);
    if (longest && longest.from >= (found.at(-1)?.to ?? 0)) found.push(longest);
    at = Math.max(at + 1, longest?.to ?? 0);
  }
  return withWeekdays(
    reading,
    found.map((parsed, index) => withLimit(reading, parsed, found[index - 1], found[index + 1])),
  );
}

/** A "before" or "until" belongs to the date; some languages say it after. */
function withLimit(
  reading: Reading,
  parsed: Parsed,
  previous: Parsed | undefined,
  next: Parsed | undefined,
): Candidate {
  if (parsed.meaning.type === 'span') return { ...parsed, limit: false };
  const { tokens, roleStart, roleEnd } = reading;
  const before = isNear(tokens[parsed.from]?.gap) ? roleStart(parsed.from, 'until') : undefined;
  const after = isNear(tokens[parsed.to]?.gap) ? roleEnd(parsed.to, 'until') : undefined;
  const from = before !== undefined && before >= (previous?.to ?? 0) ? before : undefined;
  const to = after !== undefined && after < (next?.from ?? tokens.length + 1) ? after : undefined;
  return { ...parsed, from: from ?? parsed.from, to: to ?? parsed.to, limit: (from ?? to) !== undefined };
}

/** "Tuesday 17 March", "17/3 (Tuesday)": the weekday belongs to the date. */
function withWeekdays({ tokens }: Reading, found: Candidate[]): Candidate[] {
  const merged: Candidate[] = [];
  for (const candidate of found) {
    const previous = merged.at(-1);
    const together = previous && isTogether(tokens, previous, candidate) ? merge(previous, candidate) : undefined;
    if (together) merged.splice(-1, 1, together);
    else merged.push(candidate);
  }
  return merged;
}

function isTogether(tokens: Reading['tokens'], first: Candidate, second: Candidate): boolean {
  const between = tokens.slice(first.to, second.from + 1);
  return between.length <= 2 && between.every(({ gap }) => /^[\s,،.(\-–]{0,3}$/u.test(gap) && !gap.includes('\n'));
}

function merge(first: Candidate, second: Candidate): Candidate | undefined {
  const [weekday, date] = first.meaning.type === 'weekday' ? [first, second] : [second, first];
  if (weekday.meaning.type !== 'weekday') return undefined;
  const { type } = date.meaning;
  if (type !== 'written' && type !== 'monthDay') return undefined;
  const meaning = { ...date.meaning, weekday: weekday.meaning.weekday };
  return { from: first.from, to: second.to, meaning, weak: date.weak, limit: first.limit || second.limit };
}
