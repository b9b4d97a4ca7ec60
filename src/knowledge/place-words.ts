import type { Gazetteer } from './gazetteer.ts';
import { normalise, westernDigits } from './normalise.ts';

/** A postcode, whole or its first half (outcode): one or two letters, a digit, perhaps a digit or letter; then a digit and two letters. */
const POSTCODE = /\b([a-z]{1,2}\d[a-z\d]?)([\s.-]{0,3}\d[a-z]{2})?\b/gi;
const ONLY_POSTCODE = /^([a-z]{1,2}\d[a-z\d]?)(\d[a-z]{2})?$/i;

/**
 * Finds the outcode that a text names. The only thing said may be spaced in any way. An address ends with its postcode, and a whole one is
 * surer than half of one.
 *
 * @returns the outcode in capitals, and what else was said, as `placeWords` leaves it.
 */
export function findOutcode(
  text: string,
  { outcodes }: Pick<Gazetteer, 'outcodes'>,
): { outcode: string; rest: string } | undefined {
  const western = westernDigits(text);
  const only = ONLY_POSTCODE.exec(western.replaceAll(/[\s.]/g, ''))?.[1]?.toUpperCase() ?? '';
  if (outcodes.has(only)) return { outcode: only, rest: '' };
  const known = [...western.matchAll(POSTCODE)].flatMap(match => {
    const outcode = (match[1] ?? '').toUpperCase();
    return outcodes.has(outcode) ? [{ outcode, text: match[0], isFull: match[2] !== undefined }] : [];
  });
  const found = known.findLast(({ isFull }) => isFull) ?? known.at(-1);
  return found && { outcode: found.outcode, rest: placeWords(western.replace(found.text, ' ')) };
}

/** What is left of a text when it only says where somebody lives. */
export function placeWords(text: string): string {
  return normalise(text).replace(/^(?:(?:i |we )?(?:live |am |are |stay )?in|(?:my )?postcode(?: is)?)(?: |$)/, '');
}
