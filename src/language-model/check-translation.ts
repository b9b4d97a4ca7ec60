/** Why a translation is not used. `late`, `unreachable` and `unreadable` are the model's, the others are found in its words. */
export type Refusal =
  | 'late'
  | 'unreachable'
  | 'unreadable'
  | 'empty'
  | 'long'
  | 'untranslated'
  | 'kept'
  | 'numbers'
  | 'dates'
  | 'markup';

/** The dates that a text names, each in a way that is the same in every language. */
export interface NamedDates {
  /** Days with their month, as in `14.1`. */
  days: string[];
  /** ISO numbers of weekdays, 1 for Monday. */
  weekdays: number[];
}
export type DatesOf = (text: string, language: string) => NamedDates;

/** A text in its own language, and what a machine made of it. */
export interface Translated {
  original: string;
  from: string;
  translation: string;
  to: string;
  /** Characters, as JavaScript counts them. */
  charsMax: number;
}

/** Shorter than this, a text may well be the same in both languages, as names are. */
const SAME_WORDS_MAX = 3;
/** Where the digits begin that are used in the languages of the bot: Western, Arabic, Persian and Urdu. */
const ZEROS = [0x30, 0x660, 0x6f0];
const SEPARATORS_WITHIN = /(?<=\p{Nd})[\s,.'’\u066b\u066c](?=\p{Nd}{3}(?!\p{Nd}))/gu;

/**
 * Looks at a translation as far as one can without speaking the language: the same numbers and dates, the same stars around words, not
 * too long. @returns the first thing that is wrong; undefined when it may be shown.
 */
export function checkTranslation(
  { original, from, translation, to, charsMax }: Translated,
  datesOf: DatesOf,
): Refusal | undefined {
  if (translation.length > charsMax) return 'long';
  if (translation.trim() === original.trim() && original.trim().split(/\s+/).length > SAME_WORDS_MAX)
    return 'untranslated';
  if (!isSame(numbersIn(original), numbersIn(translation))) return 'numbers';
  if (!areSameDates(datesOf(original, from), datesOf(translation, to))) return 'dates';
  return starsIn(original) === starsIn(translation) ? undefined : 'markup';
}

/** A month may not be known by a name that the machine gave it: then nobody can tell, and it is refused. Of weekdays only others are. */
function areSameDates(before: NamedDates, after: NamedDates): boolean {
  const isOther = after.weekdays.length > 0 && before.weekdays.length > 0 && !isSame(before.weekdays, after.weekdays);
  return isSame(before.days, after.days) && !isOther;
}

/** Each run of digits, whatever its script; thousands may be parted in another way. */
function numbersIn(text: string): string[] {
  const western = text.replace(SEPARATORS_WITHIN, '').replace(/\p{Nd}/gu, westernDigit);
  return western.match(/\p{Nd}+/gu) ?? [];
}

function westernDigit(digit: string): string {
  const code = digit.codePointAt(0) ?? 0;
  const zero = ZEROS.find(each => code >= each && code < each + 10);
  return zero === undefined ? digit : String(code - zero);
}

function starsIn(text: string): number {
  return text.split('*').length - 1;
}

function isSame(one: (string | number)[], other: (string | number)[]): boolean {
  return one.toSorted().join() === other.toSorted().join();
}
