/** How people begin to say their name, in the languages the bot speaks. */
const NAME_FOLLOWS = [
  "my name is|my full name is|i am called|i[’']m called",
  "je m[’']appelle|mon nom est|me llamo|mi nombre es",
  'اسمي|اسم من|اسمم|نام من|نامم|میرا نام',
  "magacaygu waa|magaceygu waa|quhem|emri im është|мене звати|моє ім[’']я|ስመይ|ሽመይ",
].join('|');

/**
 * What can tell who somebody is, by its shape; the most specific first. `\b` knows only Latin letters, so that it stands only beside
 * those; a name has three words at most, since nothing tells where it ends.
 */
const SHAPES: [RegExp, string][] = [
  [/[\p{L}\p{N}_.+-]+@[\p{L}\p{N}-]+\.[\p{L}\p{N}.-]+/gu, '[email]'],
  [/https?:\/\/\S+/giu, '[link]'],
  [/@\w{3,}/gu, '[name]'],
  [/\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b/giu, '[postcode]'],
  [/\b[A-Z]{1,3}[\s-]?\d{5,}\b/giu, '[reference]'],
  [/\b\d{1,4}[./-]\d{1,2}[./-]\d{1,4}\b/gu, '[date]'],
  [/\p{Nd}{1,2}(?:st|nd|rd|th)?(?:\s+(?:of|de))?\s+\p{L}+(?:\s+de)?,?\s+\p{Nd}{4}/giu, '[date]'],
  [/\p{L}+\s+\p{Nd}{1,2}(?:st|nd|rd|th)?,?\s+\p{Nd}{4}/giu, '[date]'],
  [/\+?\p{Nd}(?:[\s()./-]{0,3}\p{Nd}){5,}/gu, '[number]'],
  [/\b\d+[a-z]?\s+\p{L}+\s+(?:street|st|road|rd|avenue|ave|lane|close|drive|court|way|terrace)\b/giu, '[address]'],
  [
    new RegExp(
      `(?<=(?<![\\p{L}\\p{N}])(?:${NAME_FOLLOWS})[\\s:]+)[\\p{L}\\p{M}’'-]+(?:\\s+[\\p{L}\\p{M}’'-]+){0,2}`,
      'giu',
    ),
    '[name]',
  ],
];

/** Strikes out what could tell who somebody is, before their words leave the machine: numbers, addresses, dates, names they give. */
export function strikeOut(text: string): string {
  return SHAPES.reduce((struck, [shape, mark]) => struck.replace(shape, mark), text);
}
