import { randomInt } from 'node:crypto';
import { westernDigits } from '../../knowledge/normalise.ts';

/**
 * What a reference is written with: nothing that is taken for another when it is read or heard (0 O Q, 1 I, 2 Z, 5 S, B beside 8),
 * and no vowel, so that none is a word. They are 23, a prime, which lets one letter check all others.
 */
const LETTERS = '346789CDFGHJKLMNPRTVWXY';
const LENGTH = 6;

/** Cyrillic and Greek letters that look like one of ours: a keyboard may have nothing else. */
const lookAlikes = new Map(
  [...'СсКкМмНнРрТтХхУуΚΜΝΡΤΧΥ'].map((letter, index) => [letter, 'CCKKMMHHPPTTXXYYKMNPTXY'[index] ?? '']),
);

/** How a postcode ends: ours must never be struck out as one, nor a postcode be taken for ours. */
const POSTCODE_END = /\d[A-Z]{2}$/;
/** A reference has both, so that no word looks like one. */
const DIGIT = /\d/;
const LETTER = /[A-Z]/;

/**
 * Draws the reference of a case, which a member can read aloud. Its last letter checks the others: it gives away any one
 * that is mistyped, and any two that are exchanged.
 *
 * @example K7M-4XP
 * @param random gives a whole number from 0 up to, and not with, the one that it is given.
 */
export function drawReference(random: (below: number) => number = randomInt): string {
  for (;;) {
    const body = Array.from({ length: LENGTH - 1 }, () => LETTERS[random(LETTERS.length)]).join('');
    const reference = body + checkLetter(body);
    if (isReference(reference)) return inHalves(reference);
  }
}

/**
 * Reads a reference as people type it: in any case, with spaces or dashes anywhere, in any script's digits, in letters of
 * another script that look the same.
 *
 * @returns the reference as it was drawn; `mistyped` for what is nearly one, so that the person can be asked to look again; undefined
 *   for what does not look like one.
 */
export function readReference(text: string): string | 'mistyped' | undefined {
  const typed = westernDigits(text.normalize('NFKC'))
    .replace(/[^\p{L}\p{N}]/gu, '')
    .replace(/./gu, letter => lookAlikes.get(letter) ?? letter)
    .toUpperCase();
  if (typed.length !== LENGTH || !/^[A-Z\d]+$/.test(typed) || !DIGIT.test(typed)) return undefined;
  return isReference(typed) ? inHalves(typed) : 'mistyped';
}

function isReference(typed: string): boolean {
  const body = typed.slice(0, -1);
  return (
    [...typed].every(letter => LETTERS.includes(letter)) &&
    checkLetter(body) === typed.at(-1) &&
    DIGIT.test(typed) &&
    LETTER.test(typed) &&
    !POSTCODE_END.test(typed)
  );
}

/** Each place has a weight of its own, and no two are the same modulo a prime: no single change and no exchange goes unseen. */
function checkLetter(body: string): string {
  const sum = [...body].reduce((total, letter, place) => total + (place + 1) * LETTERS.indexOf(letter), 0);
  return LETTERS[sum % LETTERS.length] ?? '';
}

function inHalves(reference: string): string {
  return `${reference.slice(0, LENGTH / 2)}-${reference.slice(LENGTH / 2)}`;
}
