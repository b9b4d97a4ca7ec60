import { randomInt } from 'node:crypto';

const upper = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
const any = `${upper}abcdefghijklmnopqrstuvwxyz`;

/** The short names that Slack gives to blocks and actions which have none. */
export function randomId(chars = 5): string {
  return pick(any, chars);
}

/** An id as Slack writes it: a letter for the kind, then ten capitals and digits. */
export function randomObjectId(kind: string): string {
  return kind + pick(upper, 10);
}

function pick(alphabet: string, chars: number): string {
  return Array.from({ length: chars }, () => alphabet[randomInt(alphabet.length)]).join('');
}
