import { isBreak, isPlain } from './deadline-radar-gap.ts';
import type { Reading } from './deadline-radar-lexicon.ts';

/** A number that is the number of something else: of a room, a bus, a case; or so many pounds, people, years of age. */
export function isOfSomething({ tokens, roleStart, roleEnd, ending }: Reading, from: number, to: number): boolean {
  if (roleEnd(to, 'counted') !== undefined && isPlain(tokens[to]?.gap)) return true;
  const numbered =
    roleStart(from, 'numbered') ?? (isPlain(tokens[from]?.gap) ? roleStart(from - 1, 'numbered') : undefined);
  if (numbered === undefined || isBreak(tokens[from]?.gap)) return false;
  // "Leave the flat 12/4": the flat is part of what is said of the date.
  return !ending(from, 'kind').some(kind => kind.from < numbered);
}

/** How an address would read: 12 March Street, calle 5 de mayo. */
export type Address = 'yes' | 'perhaps' | 'no';

/** @param to the first token after the date. */
export function addressAround(reading: Reading, from: number, to: number): Address {
  if (streetBefore(reading, from)) return 'yes';
  if (streetAt(reading, to)) return 'yes';
  return streetAt(reading, to + 1) && isPlain(reading.tokens[to]?.gap) ? 'perhaps' : 'no';
}

function streetAt({ tokens, roleEnd }: Reading, at: number): boolean {
  return isPlain(tokens[at]?.gap) && roleEnd(at, 'street') !== undefined;
}

/** Between the street and its date there may be "de" or "of the". */
function streetBefore({ tokens, roleStart }: Reading, from: number): boolean {
  for (let at = from, links = 0; at > 0 && links < 3; links++) {
    const isAbbreviated = /^\.\s?$/u.test(tokens[at]?.gap ?? '');
    if (isBreak(tokens[at]?.gap) && !isAbbreviated) return false;
    if (roleStart(at, 'street') !== undefined) return true;
    const before = roleStart(at, 'link', 'date', 'numbered');
    if (before === undefined) return false;
    at = before;
  }
  return false;
}
