/** How people begin to say their name, in the languages the bot speaks. */
const NAME_FOLLOWS = [
  "my name is|my full name is|i am called|i[’']m called",
  "je m[’']appelle|mon nom est|me llamo|mi nombre es",
  'اسمي|اسم من|اسمم|نام من|نامم|میرا نام',
  "magacaygu waa|magaceygu waa|quhem|emri im është|мене звати|моє ім[’']я|ስመይ|ሽመይ",
].join('|');

/**
 * What can tell who somebody is, by its shape; the most specific first. `\b` knows only Latin letters, so that it stands only beside
 * those; a name has three words at most, since nothing tells where it ends. Whatever may fail after a repetition has a longest length,
 * so that no text takes more than a glance at each of its letters.
 */
const SHAPES: [RegExp, string][] = [
  [/[\p{L}\p{N}_.+-]{1,64}@[\p{L}\p{N}-]{1,63}\.[\p{L}\p{N}.-]+/gu, '[email]'],
  [/https?:\/\/\S+/giu, '[link]'],
  [/@\w{3,}/gu, '[name]'],
  [/\b[A-Z]{1,2}\d[A-Z\d]?\s{0,3}\d[A-Z]{2}\b/giu, '[postcode]'],
  [/\b[A-Z]{1,3}[\s-]?\d{5,}\b/giu, '[reference]'],
  [/\b\d{1,4}[./-]\d{1,2}[./-]\d{1,4}\b/gu, '[date]'],
  [/\p{Nd}{1,2}(?:st|nd|rd|th)?(?:\s{1,3}(?:of|de))?\s{1,3}\p{L}{1,20}(?:\s{1,3}de)?,?\s{1,3}\p{Nd}{4}/giu, '[date]'],
  [/\p{L}{1,20}\s{1,3}\p{Nd}{1,2}(?:st|nd|rd|th)?,?\s{1,3}\p{Nd}{4}/giu, '[date]'],
  [/\+?\p{Nd}(?:[\s()./-]{0,3}\p{Nd}){5,}/gu, '[number]'],
  [
    /\b\d{1,5}[a-z]?\s{1,3}\p{L}{1,30}\s{1,3}(?:street|st|road|rd|avenue|ave|lane|close|drive|court|way|terrace)\b/giu,
    '[address]',
  ],
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
