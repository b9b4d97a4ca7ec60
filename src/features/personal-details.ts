import { z } from 'zod';
import { readLocaleFiles } from '../knowledge/locale-file.ts';
import { normalise } from '../knowledge/normalise.ts';
import type { PlaceFinder } from '../knowledge/places.ts';
import { personalShapes } from '../messages/personal-shapes.ts';
import type { Words } from '../words/words.ts';

/** What a member should not send, and nobody needs before a caseworker asks for it. */
export type PersonalKind =
  | 'home-office-number'
  | 'passport-number'
  | 'birth-date'
  | 'address'
  | 'insurance-number'
  | 'card-number';

/** A stretch of a text, by its UTF-16 units; `to` is the first that is not of it. */
export interface PersonalSpan {
  kind: PersonalKind;
  from: number;
  to: number;
}

/** @returns what is found, in order, no two overlapping. */
export type FindPersonalDetails = (text: string, today: Date) => PersonalSpan[];

const wordsSchema = z.strictObject({
  birth: z.array(z.string()),
  passport: z.array(z.string()),
  reference: z.array(z.string()),
  street: z.array(z.string()),
});
export type PersonalWords = z.infer<typeof wordsSchema>;

/**
 * Numbers that tell who somebody is by their shape alone, in small letters. A Home Office reference is a letter and seven digits
 * (A1234567, or A123456/001, as HMCTS checks them), a visa application GWF and nine or ten, an asylum card ASF or ARC; a tribunal's names
 * the kind of appeal, the number and the year; a passport or a biometric permit two or three letters and six digits or more. HMRC says
 * which letters a National Insurance number has (NIM39110).
 */
const shapes: [PersonalKind, string][] = [
  ['insurance-number', '[abceghj-prstw-z][abceghj-nprstw-z][ -]?\\d{2}[ -]?\\d{2}[ -]?\\d{2}[ -]?[a-d]'],
  ['home-office-number', 'gwf[ -]?\\d{9,10}|(?:asf|arc)[ /:-]{0,3}\\d{6,9}'],
  ['home-office-number', '[a-z]\\d{7}(?:/\\d{1,3})?|[a-z]\\d{6}/\\d{1,3}'],
  [
    'home-office-number',
    '(?:pa|hu|ea|da|ia|dc|rp|aa|lp|ui)[/-](?:\\d{4,6}[/-](?:19|20)\\d{2}|(?:19|20)\\d{2}[/-]\\d{4,6})',
  ],
  ['passport-number', '(?!gbp|eur|usd)[a-z]{2,3}\\d{6,9}|[a-z]\\d{8}'],
];

/** Numbers that only the word before them tells apart from others. */
const PASSPORT = '(?=(?:[a-z]{0,3}\\d){5})[a-z\\d]{6,9}';
const REFERENCE = '(?:[a-z]{1,3}[/-]?)?\\d(?:[ -]?\\d){4,15}';
/** As many digits as a bank card or an application has, with anything that people put between them. */
const LONG = '\\d(?:[ -]?\\d){13,18}';

/** A number follows the word that says what it is; a birthday may have a place before it, and may come first. */
const NUMBER_GAP = '[^\\d.!?\\n£$€]{0,16}';
const BIRTH_GAP = '[^\\d!?\\n]{0,24}';
const SHORT_GAP = '[^\\d.!?\\n]{0,12}';
/** More than a word and a gap. */
const AROUND_CHARS = 80;

/** An ordinal or a time ends like a postcode; and Royal Mail uses none of these letters there. */
const NO_POSTCODE = /[cikmov]$|[cikmov]\p{L}$|(?:1st|2nd|3rd|\dth)$/u;
const NUMBER_TO_CALL = /^(?:0\d{9,10}|00\d+|44\d{10}|116\d{3})$/;
const NUMERIC_DATE = /^\d{1,4}-\d{1,2}-\d{1,4}$/;

export function loadPersonalWords(localesDirectory: string): PersonalWords[] {
  return [...readLocaleFiles(localesDirectory, 'personal-details.json', wordsSchema).values()];
}

/**
 * Makes a finder of what a member should not send. It looks in all languages at once, and in the digits of any script. Numbers to call,
 * amounts of money, times, dates of what is to come and our own references are not what it looks for.
 */
export function createFindPersonalDetails(languages: PersonalWords[], findPlace: PlaceFinder): FindPersonalDetails {
  const wordsFor = (purpose: keyof PersonalWords) => oneOf(languages.flatMap(words => words[purpose]));
  const street = wordsFor('street');
  const alone = [
    ...shapes,
    ['address', `\\d{1,5}[a-z]?,?\\s${street}(?:\\s\\p{L}+){1,2}|${street}(?:\\s\\p{L}+){1,3},?\\s\\d{1,5}`],
  ].map(([kind, shape]) => [kind as PersonalKind, whole(shape ?? '')] as const);
  const named = [
    ['passport-number', whole(PASSPORT), new RegExp(`${wordsFor('passport')}${NUMBER_GAP}$`, 'u')],
    ['home-office-number', wholeRun(REFERENCE), new RegExp(`${wordsFor('reference')}${NUMBER_GAP}$`, 'u')],
  ] as const;
  const long = wholeRun(LONG);
  const birthBefore = new RegExp(`${wordsFor('birth')}${BIRTH_GAP}$`, 'u');
  const birthJustBefore = new RegExp(`${wordsFor('birth')}${SHORT_GAP}$`, 'u');
  const birthAfter = new RegExp(`^${SHORT_GAP}${wordsFor('birth')}`, 'u');

  return (text, today) => {
    const { folded, origin } = fold(text);
    const found: PersonalSpan[] = [];
    const look = (
      kind: PersonalKind,
      shape: RegExp,
      isMeant: (part: string, index: number) => boolean = () => true,
    ) => {
      for (const { 0: part, index } of folded.matchAll(shape))
        if (isMeant(part, index)) found.push({ kind, from: origin[index] ?? 0, to: origin[index + part.length] ?? 0 });
    };
    const before = (index: number) => folded.slice(Math.max(0, index - AROUND_CHARS), index);

    look('card-number', long, isCardNumber);
    look('home-office-number', long, part => digitsOf(part).length === 16 && !isCardNumber(part));
    for (const [kind, shape] of alone) look(kind, shape);
    for (const [kind, shape, wordBefore] of named)
      look(kind, shape, (part, index) => {
        if (NUMBER_TO_CALL.test(digitsOf(part)) || NUMERIC_DATE.test(part)) return false;
        return wordBefore.test(before(index + part.search(/\d/)));
      });
    for (const shape of personalShapes.dates)
      look('birth-date', shape, (part, index) => {
        const yearsAgo = today.getUTCFullYear() - yearOf(part, today);
        if (yearsAgo < 0) return false;
        const after = folded.slice(index + part.length, index + part.length + AROUND_CHARS);
        // A baby is born this year, and a hearing is held: only what stands close together is one thing.
        return (yearsAgo > 0 ? birthBefore : birthJustBefore).test(before(index)) || birthAfter.test(after);
      });
    look('address', personalShapes.postcode, part => !NO_POSTCODE.test(part) && findPlace(part)?.outcode !== undefined);
    look('address', personalShapes.streetAddress);
    return withoutOverlaps(found);
  };
}

/** Strikes what was found out of a text, so that not even its length is told. */
export function strike(text: string, spans: PersonalSpan[]): string {
  return spans.toReversed().reduce((rest, { from, to }) => `${rest.slice(0, from)}[…]${rest.slice(to)}`, text);
}

function whole(shape: string): RegExp {
  return new RegExp(`(?<![\\p{L}\\p{N}+])(?:${shape})(?![\\p{L}\\p{N}])`, 'gu');
}

/** As `whole`, and not a part of a longer run of digits. */
function wholeRun(shape: string): RegExp {
  return whole(`(?<!\\d[ -])(?:${shape})(?![ -]\\d)`);
}

/** Words as `fold` leaves them; `stem*` matches any ending. */
function oneOf(words: string[]): string {
  const shapes = words.map(word => {
    const escaped = fold(word).folded.replace(/[.+?^${}()|[\]\\]/g, '\\$&');
    return escaped.replaceAll(' ', '\\s{1,3}').replace(/\*$/, '\\p{L}*');
  });
  return `(?<![\\p{L}\\p{N}])(?:${shapes.join('|')})(?![\\p{L}\\p{N}])`;
}

/** A text letter by letter as `normalise` would have it, its spaces and signs kept, and where in the text each unit of it came from. */
function fold(text: string): { folded: string; origin: number[] } {
  let folded = '';
  const origin: number[] = [];
  let at = 0;
  for (const letter of text) {
    const normal = normalise(letter) || letter.replace(/[\p{M}ـ\u00AD\u200B-\u200F]/u, '').replace(/[^\S\n]/, ' ');
    for (let unit = 0; unit < normal.length; unit++) origin.push(at);
    folded += normal;
    at += letter.length;
  }
  origin.push(text.length);
  return { folded, origin };
}

/** Of two digits, the century that is more likely; a year of another calendar is long ago. */
function yearOf(date: string, today: Date): number {
  const year = Number(/\d{4}/.exec(date)?.[0] ?? /\d{2}$/.exec(date)?.[0] ?? 0);
  const soon = today.getUTCFullYear() - 2000 + 5;
  return year < 100 ? year + (year <= soon ? 2000 : 1900) : year;
}

const digitsOf = (part: string) => part.replace(/\D/g, '');

/** Luhn's check, which every bank card has; its first digit names the network. */
function isCardNumber(part: string): boolean {
  const digits = digitsOf(part);
  const sum = [...digits].toReversed().reduce((total, digit, place) => {
    const value = Number(digit) * (1 + (place % 2));
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return /^[3-6]/.test(digits) && sum % 10 === 0;
}

/** Of two that overlap, what begins first stays, and reaches as far as both. */
function withoutOverlaps(spans: PersonalSpan[]): PersonalSpan[] {
  const kept: PersonalSpan[] = [];
  for (const span of spans.toSorted((a, b) => a.from - b.from || b.to - a.to)) {
    const last = kept.at(-1);
    if (last && span.from < last.to) last.to = Math.max(last.to, span.to);
    else kept.push({ ...span });
  }
  return kept;
}

/** What was found, each kind once: "a passport number and a date of birth". */
export function kindsInWords(words: Pick<Words, 'say'>, language: string, spans: PersonalSpan[]): string {
  const kinds = [...new Set(spans.map(({ kind }) => kind))].map(kind => words.say(language, `details.${kind}`));
  return new Intl.ListFormat(language, { type: 'conjunction' }).format(kinds);
}
