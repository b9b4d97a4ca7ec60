/** What can tell who somebody is, by its shape; the most specific first. */
const SHAPES: [RegExp, string][] = [
  [/[\w.+-]+@[\w-]+\.[\w.-]+/gu, '[email]'],
  [/https?:\/\/\S+/giu, '[link]'],
  [/@\w{3,}/gu, '[name]'],
  [/\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b/giu, '[postcode]'],
  [/\b[A-Z]{1,3}[\s-]?\d{5,}\b/giu, '[reference]'],
  [/\b\d{1,4}[./-]\d{1,2}[./-]\d{1,4}\b/gu, '[date]'],
  [/\+?\p{Nd}(?:[\s()./-]?\p{Nd}){5,}/gu, '[number]'],
  [/\b\d+[a-z]?\s+\p{L}+\s+(?:street|st|road|rd|avenue|ave|lane|close|drive|court|way|terrace)\b/giu, '[address]'],
  [
    /(?<=\b(?:my name is|i am called|je m'appelle|me llamo|اسمي|اسم من|نام من|میرا نام|magacaygu waa|quhem|мене звати|ስመይ)\s)\p{L}+(?:\s\p{Lu}\p{L}*)*/giu,
    '[name]',
  ],
];

/** Strikes out what could tell who somebody is, before their words leave the machine: numbers, addresses, dates, names they give. */
export function strikeOut(text: string): string {
  return SHAPES.reduce((struck, [shape, mark]) => struck.replace(shape, mark), text);
}
