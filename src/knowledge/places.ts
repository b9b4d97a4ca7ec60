import type { Nation } from '../messages/sender.ts';
import type { Area } from './areas.ts';
import type { Gazetteer } from './gazetteer.ts';
import { findOutcode, placeWords } from './place-words.ts';
import { createTownFinder } from './town-finder.ts';

/** A place as far as it is kept: its nation, and the first half of a postcode when that was given. */
export interface Place {
  /** More than one when the outcode reaches across a border. */
  nations: Nation[];
  outcode?: string;
  /** Where the town is that was named: the GSS code of its council. Not for a name that several places share. */
  council?: string;
}

/** A place, and whether it is all that was said. */
export interface FoundPlace extends Place {
  /** Set for "B1 exam": B1 is an outcode of Birmingham, and a level of English. */
  hasOtherWords?: true;
}

export type PlaceFinder = (text: string) => FoundPlace | undefined;

/**
 * Makes a finder of places: a nation, a town, a council, or a postcode, of which only the outcode is looked at.
 *
 * @returns a finder that gives undefined for what is no place it knows.
 */
export function createPlaceFinder(gazetteer: Gazetteer): PlaceFinder {
  const findTown = createTownFinder(gazetteer);

  return text => {
    const found = findOutcode(text, gazetteer);
    if (!found) return findNamed(placeWords(text));
    const { outcode, rest } = found;
    const nations = nationsOf(gazetteer.outcodes.get(outcode) ?? []);
    return { nations, outcode, ...(rest !== '' && !findNamed(rest) && { hasOtherWords: true }) };
  };

  function findNamed(name: string): Place | undefined {
    const nation = gazetteer.nations.get(name);
    if (nation) return { nations: [nation] };
    const areas = findTown(name);
    if (areas.length === 0) return undefined;
    const [council, ...others] = new Set(areas.map(area => area.council?.code));
    return { nations: nationsOf(areas), ...(council && others.length === 0 && { council }) };
  }
}

function nationsOf(areas: Area[]): Nation[] {
  return [...new Set(areas.map(({ nation }) => nation))];
}
