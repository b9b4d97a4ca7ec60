import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Nation } from '../messages/sender.ts';
import { normalise, westernDigits } from './normalise.ts';

/** A place as far as it is kept: its nation, and the first half of a postcode when that was given. */
export interface Place {
  /** More than one when the outcode reaches across a border. */
  nations: Nation[];
  outcode?: string;
}

/** A postcode, whole or its first half (outcode): one or two letters, a digit, perhaps a digit or letter; then a digit and two letters. */
const POSTCODE = /\b([a-z]{1,2}\d[a-z\d]?)(\s*\d[a-z]{2})?\b/gi;
const ONLY_POSTCODE = /^([a-z]{1,2}\d[a-z\d]?)(\d[a-z]{2})?$/i;

/**
 * Makes a finder of places: a town, a council area, or a postcode, of which only the outcode is looked at.
 *
 * @param seedDirectory holds `outcodes.csv` and `towns.csv`.
 * @returns undefined for what is no place it knows.
 */
export function createPlaceFinder(seedDirectory: string): (text: string) => Place | undefined {
  const outcodes = readNations(join(seedDirectory, 'outcodes.csv'), name => name);
  const towns = readNations(join(seedDirectory, 'towns.csv'), normalise);
  return text => {
    for (const outcode of outcodesIn(westernDigits(text))) {
      const nations = outcodes.get(outcode);
      if (nations) return { nations, outcode };
    }
    const town = normalise(text).replace(/^(?:i )?(?:live |am |stay )?in /, '');
    const ofTown = towns.get(town);
    return ofTown && { nations: ofTown };
  };
}

/** What may be an outcode, the surest first: the only thing said, however it is spaced; then what a second half follows. */
function outcodesIn(text: string): string[] {
  const only = ONLY_POSTCODE.exec(text.replaceAll(/\s/g, ''));
  const within = [...text.matchAll(POSTCODE)].sort((a, b) => Number(b[2] !== undefined) - Number(a[2] !== undefined));
  return [...(only ? [only] : []), ...within].map(([, outcode = '']) => outcode.toUpperCase());
}

function readNations(path: string, key: (name: string) => string): Map<string, Nation[]> {
  const [, ...lines] = readFileSync(path, 'utf8').trim().split('\n');
  return new Map(
    lines.map(line => {
      const [name = '', nations = ''] = line.split(',');
      return [key(name), nations.split('|') as Nation[]];
    }),
  );
}
