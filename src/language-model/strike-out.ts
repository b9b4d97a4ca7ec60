import { personalShapes } from '../messages/personal-shapes.ts';

/** How people begin to say their name, in the languages the bot speaks. */
const NAME_FOLLOWS = [
  "my name is|my full name is|i am called|i[’']m called",
  "je m[’']appelle|mon nom est|me llamo|mi nombre es",
  'اسمي|اسم من|اسمم|نام من|نامم|میرا نام',
  "magacaygu waa|magaceygu waa|quhem|emri im është|мене звати|моє ім[’']я|ስመይ|ሽመይ",
].join('|');

/**
 * What can tell who somebody is, by its shape; the most specific first. A name has three words at most, since nothing tells where it ends;
 * and nothing that may fail after a repetition is without a longest length, as in `personalShapes`.
 */
const SHAPES: [RegExp, string][] = [
  [/[\p{L}\p{N}_.+-]{1,64}@[\p{L}\p{N}-]{1,63}\.[\p{L}\p{N}.-]+/gu, '[email]'],
  [/https?:\/\/\S+/giu, '[link]'],
  [/@\w{3,}/gu, '[name]'],
  [personalShapes.postcode, '[postcode]'],
  [/\b[A-Z]{1,3}[\s-]?\d{5,}\b/giu, '[reference]'],
  ...personalShapes.dates.map((shape): [RegExp, string] => [shape, '[date]']),
  [/\+?\p{Nd}(?:[\s()./-]{0,3}\p{Nd}){5,}/gu, '[number]'],
  [personalShapes.streetAddress, '[address]'],
  [
    new RegExp(
      `(?<=(?<![\\p{L}\\p{N}])(?:${NAME_FOLLOWS})[\\s:]{1,5})[\\p{L}\\p{M}’'-]+(?:\\s+[\\p{L}\\p{M}’'-]+){0,2}`,
      'giu',
    ),
    '[name]',
  ],
];

/** More than the longest of the shapes: what the end of a text may have cut in two. */
const MARGIN_CHARS = 300;

/**
 * Strikes out what could tell who somebody is, before their words leave the machine: numbers, addresses, dates, names they give.
 *
 * @param charsMax of the result; only so much of the text is looked at, and a little more, so that nothing is told by half.
 */
export function strikeOut(text: string, charsMax: number): string {
  const seen = text.slice(0, charsMax + MARGIN_CHARS);
  const struck = SHAPES.reduce((rest, [shape, mark]) => rest.replace(shape, mark), seen);
  const isCut = seen.length < text.length;
  return struck.slice(0, isCut ? Math.min(charsMax, Math.max(0, struck.length - MARGIN_CHARS)) : charsMax);
}
