import { randomInt } from 'node:crypto';
import { westernDigits } from '../../knowledge/normalise.ts';

/** Nothing that is taken for another when it is read or heard, and no vowel, so that no code is a word. */
const LETTERS = '346789CDFGHJKLMNPRTVWXY';
const LENGTH = 6;
/** In front of every code, so that neither a postcode nor a case's reference is taken for one. */
const PREFIX = 'GO';
const CODE = new RegExp(`^${PREFIX}[${LETTERS}]{${LENGTH}}$`);

/**
 * Draws the code of an action: what is on a poster, what people type, and what a link carries.
 *
 * @example GO7K3M9P
 * @param random gives a whole number from 0 up to, and not with, the one that it is given.
 */
export function drawActionCode(random: (below: number) => number = randomInt): string {
  return PREFIX + Array.from({ length: LENGTH }, () => LETTERS[random(LETTERS.length)]).join('');
}

/** Reads a code as people type it: in any case, with spaces or dashes anywhere, in any script's digits. @returns undefined for what is none */
export function readActionCode(text: string): string | undefined {
  const typed = westernDigits(text.normalize('NFKC'))
    .replace(/[^\p{L}\p{N}]/gu, '')
    .toUpperCase();
  return CODE.test(typed) ? typed : undefined;
}
