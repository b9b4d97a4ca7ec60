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

/** @throws Error that shows the pattern and says how to mend it. */
export function parsePattern(pattern: string): WordPattern {
  const tokens = pattern.match(/[()[\]|~]|[^()[\]|~\s]+/gu) ?? [];
  let at = 0;

  function options(close: string | undefined): Step[][] {
    let current: Step[] = [];
    const all = [current];
    for (;;) {
      const token = tokens[at++];
      if (token === close) return all;
      if (token === undefined || token === ')' || token === ']')
        throw new Error(
          `The pattern "${pattern}" cannot be read: a bracket is missing. Mend it as docs/cards.md describes.`,
        );
      if (token === '|') {
        current = [];
        all.push(current);
      } else if (token === '(') current.push({ kind: 'either', options: options(')') });
      else if (token === '[') current.push({ kind: 'either', options: [[], ...options(']')] });
      else if (token === '~') current.push({ kind: 'gap' });
      else current.push(...patternWords(token));
    }
  }
  const [only = [], ...more] = options(undefined);
  return more.length === 0 ? only : [{ kind: 'either', options: [only, ...more] }];
}

/** The words that a match can begin with. */
export function firstWords(pattern: WordPattern): PatternWord[] {
  const found: PatternWord[] = [];
  for (const step of pattern) {
    if (step.kind === 'gap') continue;
    if (step.kind === 'word') return [...found, step];
    found.push(...step.options.flatMap(firstWords));
    if (!step.options.some(isOptional)) return found;
  }
  return found;
}

function isOptional(steps: Step[]): boolean {
  return steps.every(step => step.kind === 'gap' || (step.kind === 'either' && step.options.some(isOptional)));
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
    const fits = readings[word]?.some(form => fitsWord(step, form)) ?? false;
    return fits ? follow(steps, at + 1, readings, word + 1, then) : undefined;
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
