import { randomInt } from 'node:crypto';
import { westernDigits } from '../../knowledge/normalise.ts';

/** Nothing that is taken for another when it is read or heard, and no vowel, so that no code is a word. */
const LETTERS = '346789CDFGHJKLMNPRTVWXY';
const PART_LENGTH = 4;
const PARTS = 2;
/** In front of every code, so that no message is taken for one. */
const PREFIX = 'LINK';

const BEFORE = '(?<![\\p{L}\\p{N}])';
const BEHIND = '(?![\\p{L}\\p{N}])';
const CODE = new RegExp(`${BEFORE}${PREFIX}[-\\s]?([${LETTERS}]{4})[-\\s]?([${LETTERS}]{4})${BEHIND}`, 'u');
/** With its dashes it was meant for a code, whatever its letters have become. */
const NEARLY = new RegExp(`${BEFORE}${PREFIX}-([A-Z\\d]{3,5})-([A-Z\\d]{3,5})${BEHIND}`, 'u');
/** "My code is …": whoever says more has said something else. */
const OTHER_WORDS_MAX = 3;

/**
 * Draws a code by which somebody links another chat of theirs: it has letters and digits, and one guess in 10,000,000,000 finds it.
 *
 * @example LINK-7K3M-9PXC
 * @param random gives a whole number from 0 up to, and not with, the one that it is given.
 */
export function drawLinkCode(random: (below: number) => number = randomInt): string {
  for (;;) {
    const parts = Array.from({ length: PARTS }, () =>
      Array.from({ length: PART_LENGTH }, () => LETTERS[random(LETTERS.length)]).join(''),
    );
    if (/\d/.test(parts.join('')) && /[A-Z]/.test(parts.join(''))) return [PREFIX, ...parts].join('-');
  }
}

/**
 * Reads a code as people type it: in any case, with any dash, in any script's digits.
 *
 * @returns the code as it was drawn; `mistyped` for what is nearly one; undefined for what is none, or says more than a code.
 */
export function readLinkCode(text: string): string | 'mistyped' | undefined {
  const typed = westernDigits(text.normalize('NFKC'))
    .replace(/\p{Pd}/gu, '-')
    .toUpperCase();
  const found = CODE.exec(typed) ?? NEARLY.exec(typed);
  if (!found) return undefined;
  const [whole, first = '', second = ''] = found;
  const others = typed.replace(whole, ' ').match(/[\p{L}\p{N}]+/gu) ?? [];
  if (others.length > OTHER_WORDS_MAX || !/\d/.test(first + second)) return undefined;
  const code = [PREFIX, first, second].join('-');
  return CODE.test(code) ? code : 'mistyped';
}
