/** Words that stand between a number and "court" or "close" where no street is meant: "14 days to court", "12 May". */
const NO_STREET_NAME = [
  '(?:seconds?|min(?:ute)?s?|hours?|days?|nights?|weeks?|months?|years?|times?|am|pm|people|men|women|children|kids|pounds?)',
  // Somali says "way" for "they".
  '(?:maal(?:in|mood)|toddobaad|bilood|sano|saacadood)',
  '(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*',
  '(?:st|nd|rd|th|of|in|at|to|on|from|before|after|until|by|and|or|is|are|was|were|county|crown|high|family|magistrates)',
].join('|');

/**
 * How what can tell who somebody is looks, wherever it may be written. `\b` knows only Latin letters, so that it stands only beside those.
 * Whatever may fail after a repetition has a longest length, so that no text takes more than a glance at each of its letters.
 */
export const personalShapes = {
  postcode: /\b[A-Z]{1,2}\d[A-Z\d]?\s{0,3}\d[A-Z]{2}\b/giu,
  streetAddress: new RegExp(
    '(?:\\b(?:flat|room|unit|apartment)\\s{1,3}\\d{1,4}[a-z]?,?\\s{1,3})?' +
      `\\b\\d{1,5}[a-z]?\\s{1,3}(?:(?!(?:${NO_STREET_NAME})\\b)\\p{L}[\\p{L}’']{0,29}\\s{1,3}){1,2}` +
      '(?:street|road|rd|avenue|ave|lane|terrace|gardens|crescent|(?:st|close|drive|court|way|place|square|grove)' +
      '(?!\\s{1,3}(?:to|by|from|for|hearing|date|case|order|fees?|letters?|judg)))\\b',
    'giu',
  ),
  dates: [
    /\b\d{1,4}[./-]\d{1,2}[./-]\d{1,4}\b/gu,
    /\p{Nd}{1,2}(?:st|nd|rd|th)?(?:\s{1,3}(?:of|de))?\s{1,3}\p{L}{1,20}(?:\s{1,3}de)?,?\s{1,3}\p{Nd}{4}/giu,
    /\p{L}{1,20}\s{1,3}\p{Nd}{1,2}(?:st|nd|rd|th)?,?\s{1,3}\p{Nd}{4}/giu,
  ],
};
