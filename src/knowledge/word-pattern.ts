import { words } from './normalise.ts';

/** A word of a pattern, or a part of one. */
export interface PatternWord {
  kind: 'word';
  text: string;
  /** Where the word may go on: `stem*` is open at its end. */
  open: 'none' | 'end' | 'start' | 'both';
}

/** One step of a pattern: a word, one of several sequences, or up to so many words of any kind. */
type Step = PatternWord | { kind: 'either'; options: Step[][] } | { kind: 'gap' };

/** A pattern in the syntax of docs/cards.md, read. */
export type WordPattern = Step[];

const gapWordsMax = 4;

/** Reads patterns. Thousands of them share a few words, which are kept once. */
export class PatternParser {
  readonly #steps = new Map<string, Step[]>();

  /** @throws Error that shows the pattern and says how to mend it. */
  parse(pattern: string): WordPattern {
    const tokens = pattern.match(/[()[\]|~]|[^()[\]|~\s]+/gu) ?? [];
    let at = 0;

    const options = (close: string | undefined): Step[][] => {
      let current: Step[] = [];
      const all: Step[][] = [];
      for (;;) {
        const token = tokens[at++];
        if (token === close || token === '|') {
          all.push(this.#shared(current));
          current = [];
          if (token === close) return all.slice();
        } else if (token === undefined || token === ')' || token === ']')
          throw new Error(
            `The pattern "${pattern}" cannot be read: a bracket is missing. Mend it as docs/cards.md describes.`,
          );
        else if (token === '(') current.push({ kind: 'either', options: options(')') });
        else if (token === '[') current.push({ kind: 'either', options: [[], ...options(']')] });
        else if (token === '~') current.push(gap);
        else current.push(...this.#wordSteps(token));
      }
    };
    const [only = [], ...more] = options(undefined);
    return more.length === 0 ? only : [{ kind: 'either', options: [only, ...more] }];
  }

  #wordSteps(token: string): Step[] {
    const known = this.#steps.get(token);
    if (known) return known;
    const steps = patternWords(token);
    this.#steps.set(token, steps);
    return steps;
  }

  /** One array for each lone word, and none with room to grow in. */
  #shared(steps: Step[]): Step[] {
    const [first] = steps;
    if (steps.length !== 1 || first?.kind !== 'word' || first.open !== 'none') return steps.slice();
    const known = this.#steps.get(first.text);
    if (known) return known;
    const alone = [first];
    this.#steps.set(first.text, alone);
    return alone;
  }
}

const gap: Step = { kind: 'gap' };

/**
 * The steps that every match takes, each as the words that may stand for it: a message that lacks one of them all cannot match.
 * Of a sequence among alternatives only its first required step is named.
 */
export function requiredWords(pattern: WordPattern): PatternWord[][] {
  return pattern.flatMap(step => {
    if (step.kind === 'gap') return [];
    if (step.kind === 'word') return [[step]];
    if (step.options.some(isOptional)) return [];
    return [step.options.flatMap(option => requiredWords(option)[0] ?? [])];
  });
}

function isOptional(steps: Step[]): boolean {
  return steps.every(step => step.kind === 'gap' || (step.kind === 'either' && step.options.some(isOptional)));
}

/** All that a message's words can stand for, wherever they are. */
export interface Vocabulary {
  words: ReadonlySet<string>;
  /** Every beginning of every word. */
  beginnings: ReadonlySet<string>;
}

// Every message is held against thousands of steps: plain loops leave far less garbage than closures would.

/** False when a pattern cannot be in a message, whatever the order of its words: far cheaper than looking for it. */
export function mayOccur(pattern: WordPattern, vocabulary: Vocabulary): boolean {
  for (const step of pattern) if (!mayBeTaken(step, vocabulary)) return false;
  return true;
}

function mayBeTaken(step: Step, vocabulary: Vocabulary): boolean {
  if (step.kind === 'gap') return true;
  if (step.kind === 'word') {
    if (step.open === 'none') return vocabulary.words.has(step.text);
    return step.open !== 'end' || vocabulary.beginnings.has(step.text);
  }
  for (const option of step.options) if (mayOccur(option, vocabulary)) return true;
  return false;
}

/**
 * Where a match that begins at a word ends, or `undefined` if there is none.
 *
 * @param readings for each word of the message, the forms in which it may be understood.
 */
export function matchPattern(pattern: WordPattern, readings: string[][], from: number): number | undefined {
  return follow(pattern, 0, readings, from, to => to);
}

function follow(
  steps: Step[],
  at: number,
  readings: string[][],
  word: number,
  then: (to: number) => number | undefined,
): number | undefined {
  const step = steps[at];
  if (step === undefined) return then(word);
  if (step.kind === 'word') {
    return fitsAny(step, readings[word]) ? follow(steps, at + 1, readings, word + 1, then) : undefined;
  }
  if (step.kind === 'either') {
    for (const option of step.options) {
      const end = follow(option, 0, readings, word, next => follow(steps, at + 1, readings, next, then));
      if (end !== undefined) return end;
    }
    return undefined;
  }
  for (let skipped = 0; skipped <= gapWordsMax && word + skipped <= readings.length; skipped++) {
    const end = follow(steps, at + 1, readings, word + skipped, then);
    if (end !== undefined) return end;
  }
  return undefined;
}

function fitsAny(step: PatternWord, forms: string[] = []): boolean {
  for (const form of forms) if (fitsWord(step, form)) return true;
  return false;
}

function fitsWord({ text, open }: PatternWord, word: string): boolean {
  if (open === 'none') return word === text;
  if (open === 'end') return word.startsWith(text);
  return open === 'start' ? word.endsWith(text) : word.includes(text);
}

/** Punctuation inside a token (`don't`, `a&e`) is treated as in a message. */
function patternWords(token: string): PatternWord[] {
  const openStart = token.startsWith('*');
  const openEnd = token.endsWith('*');
  const parts = words(token);
  return parts.map((text, index) => {
    const start = openStart && index === 0;
    const end = openEnd && index === parts.length - 1;
    return { kind: 'word', text, open: start && end ? 'both' : start ? 'start' : end ? 'end' : 'none' };
  });
}
