import { normalise, westernDigits, words } from './normalise.ts';

/** A word or a number of a message, and where it stands there. */
export interface Token {
  /** As `normalise` leaves it; a number in Western digits. */
  word: string;
  /** Of a number that is nobody's telephone, price or reference. */
  number?: number;
  /** How many digits it was written with: 2026 is a year, 12 is a day. */
  digits: number;
  from: number;
  to: number;
  /** What stands between the token before and this one: spaces, punctuation. */
  gap: string;
  /** Written with a capital letter. */
  capital: boolean;
}

/** The longest text that is read: a message of the longest kind that any channel carries. */
const textCharsMax = 8_000;

const run = /[\p{L}\p{Nd}\u1369-\u137C][\p{L}\p{M}\p{Nd}\u1369-\u137C'’ʼ`´]*/gu;
const ethiopic = /^[\u1369-\u137C]+$/u;
const piece = /[\u1369-\u137C]+|\p{Nd}+|[^\p{Nd}\u1369-\u137C]+/gu;

/** What only looks like a date: a telephone number, a long number, a price, a reference with letters in it. */
const noDate = new RegExp(
  [
    String.raw`\+?44[\s\-.]?(?:\(0\)[\s\-.]?)?\p{Nd}(?:[\s\-.]?\p{Nd}){8,9}`,
    String.raw`(?:\+|(?<!\p{Nd})00)\p{Nd}(?:[\s\-.()]{0,2}\p{Nd}){7,12}`,
    String.raw`(?<![\p{Nd}/.])[0٠۰]\p{Nd}(?:[\s\-.]\p{Nd}{2}){4}(?!\p{Nd})`,
    String.raw`(?<![\p{Nd}/.])[0٠۰][\p{Nd}]{2,4}[\s\-.]?\p{Nd}{3,4}(?:[\s\-.]?\p{Nd}{3,4})?(?!\p{Nd})`,
    String.raw`\p{Nd}{6,}`,
    String.raw`[£$€₤]\s?\p{Nd}+(?:[.,]\p{Nd}+)*`,
    String.raw`\p{Nd}+(?:[.,]\p{Nd}+)*\s?[£$€₤%٪]`,
    String.raw`(?<!\p{L})(?=\p{Script=Latin})(?:\p{Lu}{1,6}|\p{Ll}{1,2})[/\-]\p{Nd}+(?:[/\-]\p{Nd}+)*`,
  ].join('|'),
  'gu',
);
/** A month's name may stand where a reference has its letters: Mar-12-2026. */
const nameBeforeNumber = /^\p{Script=Latin}{3,}[/-]\p{Nd}{1,4}(?:[/-]\p{Nd}{2,4})?$/u;

/**
 * Reads a message into words and numbers; a number is parted from letters that are written to it ("10am", "12ка", "ብ12").
 *
 * @param mayTouchNumber knows the Latin letters that do: without it "3andi", which is Arabic typed in Latin letters, would fall apart.
 */
export function tokens(text: string, mayTouchNumber: (word: string) => boolean): Token[] {
  const read = text.slice(0, textCharsMax);
  const barred = [...read.matchAll(noDate)]
    .filter(([found]) => !(nameBeforeNumber.test(found) && mayTouchNumber(normalise(found.replace(/\P{L}.*/u, '')))))
    .map(({ 0: found, index }) => ({ from: index, to: index + found.length }));
  const all: Token[] = [];
  let barredAt = 0;
  for (const { 0: found, index } of read.matchAll(run)) {
    for (const { text: part, at } of parted(found, mayTouchNumber)) {
      const from = index + at;
      while ((barred[barredAt]?.to ?? Number.POSITIVE_INFINITY) <= from) barredAt++;
      const isBarred = (barred[barredAt]?.from ?? Number.POSITIVE_INFINITY) <= from;
      const number = isBarred ? undefined : numberOf(part);
      for (const word of wordsOf(part)) {
        const gap = read.slice(all.at(-1)?.to ?? 0, from);
        const digits = number === undefined ? 0 : word.length;
        const capital = /^\p{Lu}/u.test(part);
        all.push({ word, digits, from, to: from + part.length, gap, capital, ...(number !== undefined && { number }) });
      }
    }
  }
  return all;
}

function parted(found: string, mayTouchNumber: (word: string) => boolean): { text: string; at: number }[] {
  const parts = [...found.matchAll(piece)].map(({ 0: text, index }) => ({ text, at: index }));
  if (parts.length < 2) return parts;
  const longNumberFirst = /^\p{Nd}{2}/u.test(found);
  const apart = parts.every(
    ({ text }) => numberOf(text) !== undefined || touches(text, longNumberFirst, mayTouchNumber),
  );
  return apart ? parts : [{ text: found, at: 0 }];
}

function touches(letters: string, longNumberFirst: boolean, mayTouchNumber: (word: string) => boolean): boolean {
  return longNumberFirst || !/\p{Script=Latin}/u.test(letters) || mayTouchNumber(normalise(letters));
}

function wordsOf(part: string): string[] {
  if (ethiopic.test(part)) return [String(ethiopicNumber(part))];
  return numberOf(part) === undefined ? words(part) : [westernDigits(part)];
}

function numberOf(part: string): number | undefined {
  if (ethiopic.test(part)) return ethiopicNumber(part);
  return /^\p{Nd}+$/u.test(part) ? Number(westernDigits(part)) : undefined;
}

/** Ethiopic has a sign for each of 1 to 9, for each ten, for a hundred and for ten thousand: ፳፻፲፰ is 2018. */
function ethiopicNumber(signs: string): number {
  let total = 0;
  let below = 0;
  for (const sign of signs) {
    const index = sign.charCodeAt(0) - 0x1369;
    if (index < 9) below += index + 1;
    else if (index < 18) below += (index - 8) * 10;
    else {
      total += (below || 1) * (index === 18 ? 100 : 10_000);
      below = 0;
    }
  }
  return total + below;
}
