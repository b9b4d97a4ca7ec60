import { createHash } from 'node:crypto';
import { westernDigits } from '../../knowledge/normalise.ts';

/** As in an action's own code: nothing that is taken for another when it is read or heard, and no vowel. */
const LETTERS = '346789CDFGHJKLMNPRTVWXY';
const LENGTH = 6;

/**
 * What somebody shows at the door. It is computed from the registration's id, so that nothing more is kept of it; it tells those of one
 * action apart, and nothing else.
 *
 * @example K7M-4XP
 */
export function checkInCode(registrationId: string): string {
  let number = BigInt(`0x${createHash('sha256').update(registrationId).digest('hex').slice(0, 16)}`);
  let code = '';
  for (let place = 0; place < LENGTH; place++) {
    code += LETTERS[Number(number % BigInt(LETTERS.length))];
    number /= BigInt(LETTERS.length);
  }
  return `${code.slice(0, LENGTH / 2)}-${code.slice(LENGTH / 2)}`;
}

/** A code as people type it, in any case, with spaces or dashes anywhere, in any script's digits; undefined for what is none. */
export function readCheckInCode(typed: string): string | undefined {
  const code = westernDigits(typed.normalize('NFKC'))
    .replace(/[^\p{L}\p{N}]/gu, '')
    .toUpperCase();
  const isOne = code.length === LENGTH && [...code].every(letter => LETTERS.includes(letter));
  return isOne ? `${code.slice(0, LENGTH / 2)}-${code.slice(LENGTH / 2)}` : undefined;
}
