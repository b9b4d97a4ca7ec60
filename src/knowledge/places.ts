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

/** A place, and whether it is all that was said. */
export interface FoundPlace extends Place {
  /** Set for "B1 exam": B1 is an outcode of Birmingham, and a level of English. */
  hasOtherWords?: true;
}

export type PlaceFinder = (text: string) => FoundPlace | undefined;

/** A postcode, whole or its first half (outcode): one or two letters, a digit, perhaps a digit or letter; then a digit and two letters. */
const POSTCODE = /\b([a-z]{1,2}\d[a-z\d]?)([\s.-]{0,3}\d[a-z]{2})?\b/gi;
const ONLY_POSTCODE = /^([a-z]{1,2}\d[a-z\d]?)(\d[a-z]{2})?$/i;

/**
 * Makes a finder of places: a town, a council area, or a postcode, of which only the outcode is looked at.
 *
 * @param seedDirectory holds `outcodes.csv` and `towns.csv`.
 * @returns a finder that gives undefined for what is no place it knows.
 */
export function createPlaceFinder(seedDirectory: string): PlaceFinder {
  const outcodes = readNations(join(seedDirectory, 'outcodes.csv'), name => name);
  const towns = readNations(join(seedDirectory, 'towns.csv'), normalise);

  return text => {
    const western = westernDigits(text);
    const postcode = postcodeIn(western);
    if (!postcode) {
      const nations = towns.get(placeWords(western));
      return nations && { nations };
    }
    const rest = placeWords(western.replace(postcode.text, ' '));
    const { nations, outcode } = postcode;
    return { nations, outcode, ...(rest !== '' && !towns.has(rest) && { hasOtherWords: true }) };
  };

  /** The only thing said may be spaced in any way. An address ends with its postcode, and a whole one is surer than half of one. */
  function postcodeIn(text: string) {
    const [, only = ''] = ONLY_POSTCODE.exec(text.replaceAll(/[\s.]/g, '')) ?? [];
    const ofOnly = outcodes.get(only.toUpperCase());
    if (ofOnly) return { outcode: only.toUpperCase(), nations: ofOnly, text };
    const known = [...text.matchAll(POSTCODE)].flatMap(match => {
      const outcode = (match[1] ?? '').toUpperCase();
      const nations = outcodes.get(outcode);
      return nations ? [{ outcode, nations, text: match[0], isFull: match[2] !== undefined }] : [];
    });
    return known.findLast(({ isFull }) => isFull) ?? known.at(-1);
  }
}

/** What is left of a text when it only says where somebody lives. */
function placeWords(text: string): string {
  return normalise(text).replace(/^(?:(?:i |we )?(?:live |am |are |stay )?in|(?:my )?postcode(?: is)?)(?: |$)/, '');
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
