import {
  firstWords,
  matchPattern,
  mayOccur,
  PatternParser,
  type PatternWord,
  type Vocabulary,
  type WordPattern,
} from './word-pattern.ts';

interface Entry<T> {
  pattern: WordPattern;
  payload: T;
}

/** What was found: the payload of the pattern, and the words it covered. */
export interface Match<T> {
  payload: T;
  from: number;
  to: number;
}

/** The longest word whose parts are looked up: beyond it there is no language, only noise. */
const wordCharsMax = 40;

/**
 * Finds many word patterns (docs/cards.md has their syntax) in a message at once. They are looked up by their first
 * word, so that thousands of them cost no more than a few.
 */
export class PhraseMatcher<T> {
  readonly #tables: Record<PatternWord['open'], Map<string, Entry<T>[]>> = {
    none: new Map(),
    end: new Map(),
    start: new Map(),
    both: new Map(),
  };

  /** @throws Error that shows the pattern that cannot be read and says how to mend it. */
  constructor(patterns: Iterable<[pattern: string, payload: T]>) {
    const parser = new PatternParser();
    for (const [text, payload] of patterns) {
      const pattern = parser.parse(text);
      const entry = { pattern, payload };
      for (const first of firstWords(pattern)) {
        const table = this.#tables[first.open];
        const entries = table.get(first.text);
        if (!entries) table.set(first.text, [entry]);
        else if (!entries.includes(entry)) entries.push(entry);
      }
    }
  }

  /** Every pattern that occurs among the words (as `normalise` leaves them), in order of where it begins. */
  *find(message: string[]): Generator<Match<T>> {
    const readings = message.map(readingsOf);
    const vocabulary = vocabularyOf(readings);
    for (const [from, forms] of readings.entries())
      for (const form of forms)
        for (const { pattern, payload } of this.#startingWith(form)) {
          const to = mayOccur(pattern, vocabulary) ? matchPattern(pattern, readings, from) : undefined;
          if (to !== undefined) yield { payload, from, to };
        }
  }

  *#startingWith(word: string): Generator<Entry<T>> {
    const { none, end, start, both } = this.#tables;
    yield* none.get(word) ?? [];
    const length = Math.min(word.length, wordCharsMax);
    if (end.size > 0) for (let to = 1; to <= length; to++) yield* end.get(word.slice(0, to)) ?? [];
    if (start.size > 0) for (let from = 0; from < length; from++) yield* start.get(word.slice(from)) ?? [];
    if (both.size > 0)
      for (let from = 0; from < length; from++)
        for (let to = from + 1; to <= length; to++) yield* both.get(word.slice(from, to)) ?? [];
  }
}

/** Arabic writes "and", "the", "to", "by" as part of the word that follows. */
const arabicPrefix = /^(?:[وف]?(?:ال|بال|كال|لل)|[وفبلك])(?=\p{Script=Arabic}{3})/u;
const arabicParticle = /^[وفبلك](?=\p{Script=Arabic}{3})/u;

const arabicLetter = /[\u0600-\u06FF]/;

function vocabularyOf(readings: string[][]): Vocabulary {
  const words = new Set(readings.flat());
  const beginnings = new Set<string>();
  for (const word of words)
    for (let to = 1; to <= Math.min(word.length, wordCharsMax); to++) beginnings.add(word.slice(0, to));
  return { words, beginnings };
}

/** The word as it stands, and without what Arabic may have put before it. */
function readingsOf(word: string): string[] {
  if (!arabicLetter.test(word)) return [word];
  return [...new Set([word, word.replace(arabicParticle, ''), word.replace(arabicPrefix, '')])];
}
