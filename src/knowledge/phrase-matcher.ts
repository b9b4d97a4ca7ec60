import { choosePatternKeys } from './pattern-keys.ts';
import {
  matchPattern,
  mayOccur,
  PatternParser,
  type PatternWord,
  type Vocabulary,
  type WordPattern,
} from './word-pattern.ts';

interface Entry<T> {
  text: string;
  payload: T;
  /** Read when a message first has its rarest word: most never do, and thousands would fill 20 MB. */
  pattern?: WordPattern;
  /** The last message, by its number, that had its rarest word. */
  candidateOf: number;
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
 * Finds many word patterns (docs/cards.md has their syntax) in a message at once. Each is looked up by the rarest of the words
 * that it cannot do without, so that thousands of them cost no more than a few.
 */
export class PhraseMatcher<T> {
  readonly #tables: Record<PatternWord['open'], Map<string, Entry<T>[]>> = {
    none: new Map(),
    end: new Map(),
    start: new Map(),
    both: new Map(),
  };
  /** How short and how long what may stand in the middle of a word is: nothing else is cut out of words to be looked up. */
  readonly #middleChars: { min: number; max: number };
  /** How what stands at the end or in the middle of a word may begin, as UTF-16: few scripts have it. */
  readonly #innerBeginnings: Set<number>;
  readonly #parser = new PatternParser();
  #messages = 0;

  /**
   * @param keys of the patterns, in their order, where they have been chosen before.
   * @throws Error that shows the pattern that cannot be read and says how to mend it.
   */
  constructor(patterns: [pattern: string, payload: T][], keys = choosePatternKeys(patterns.map(([text]) => text))) {
    for (const [at, [text, payload]] of patterns.entries()) {
      const entry = { text, payload, candidateOf: 0 };
      for (const key of keys[at] ?? []) {
        const { table, word } = this.#placeOf(key);
        const entries = table.get(word);
        if (entries) entries.push(entry);
        else table.set(word, [entry]);
      }
    }
    const { start, both } = this.#tables;
    const middles = Array.from(both.keys(), ({ length }) => length);
    this.#middleChars = { min: Math.min(...middles), max: Math.max(0, ...middles) };
    this.#innerBeginnings = new Set([...start.keys(), ...both.keys()].map(part => part.charCodeAt(0)));
  }

  #placeOf(key: string): { table: Map<string, Entry<T>[]>; word: string } {
    const { none, end, start, both } = this.#tables;
    const isOpenAtStart = key.startsWith('*');
    const isOpenAtEnd = key.endsWith('*');
    const word = key.slice(isOpenAtStart ? 1 : 0, isOpenAtEnd ? -1 : undefined);
    if (isOpenAtStart) return { table: isOpenAtEnd ? both : start, word };
    return { table: isOpenAtEnd ? end : none, word };
  }

  /** Every pattern that occurs among the words (as `normalise` leaves them), in order of where it begins. */
  find(message: string[]): Match<T>[] {
    const readings = message.map(readingsOf);
    const vocabulary = vocabularyOf(readings);
    const found: Match<T>[] = [];
    for (const entry of this.#candidates(vocabulary)) {
      entry.pattern ??= this.#parser.parse(entry.text);
      if (!mayOccur(entry.pattern, vocabulary)) continue;
      for (let from = 0; from < readings.length; from++) {
        const to = matchPattern(entry.pattern, readings, from);
        if (to !== undefined) found.push({ payload: entry.payload, from, to });
      }
    }
    return found.sort((a, b) => a.from - b.from);
  }

  /** The patterns whose rarest word is in the message, each once. */
  #candidates({ words, beginnings }: Vocabulary): Entry<T>[] {
    const { none, end, start, both } = this.#tables;
    const message = ++this.#messages;
    const candidates: Entry<T>[] = [];
    const add = (entries: Entry<T>[] | undefined) => {
      if (!entries) return;
      for (const entry of entries) {
        if (entry.candidateOf === message) continue;
        entry.candidateOf = message;
        candidates.push(entry);
      }
    };
    for (const word of words) {
      add(none.get(word));
      const length = Math.min(word.length, wordCharsMax);
      for (let from = 0; from < length; from++) {
        if (!this.#innerBeginnings.has(word.charCodeAt(from))) continue;
        add(start.get(word.slice(from)));
        const last = Math.min(length, from + this.#middleChars.max);
        for (let to = from + this.#middleChars.min; to <= last; to++) add(both.get(word.slice(from, to)));
      }
    }
    for (const beginning of beginnings) add(end.get(beginning));
    return candidates;
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
