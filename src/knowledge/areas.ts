import type { Nation, Sender } from '../messages/sender.ts';
import type { Gazetteer } from './gazetteer.ts';
import { findOutcode, placeWords } from './place-words.ts';
import type { Region } from './regions.ts';
import { createTownFinder } from './town-finder.ts';

/** Where somebody or something is, as far as the bot wants to know it. */
export interface Area {
  nation: Nation;
  region: Region;
  /** By its GSS code; missing where only a nation was named. London as a whole counts as one. */
  council?: { code: string; name: string };
  outcode?: string;
  /** Of its middle, in degrees. */
  latitude: number;
  longitude: number;
}

/** The areas that a text may mean: more than one where it has to be asked which, none where it names no place that is known. */
export type AreaFinder = (text: string) => Area[];

/** Where a person is, by what is known of them; undefined while that is no more than England. */
export type AreaOf = (sender: Pick<Sender, 'nation' | 'outcode' | 'council'>) => Area | undefined;

/** So many words may stand around the name of a town. */
const WORDS_MAX = 10;
const LONG_WORD_CHARS_MIN = 7;

/**
 * Finds where an outcode, a postcode (of which only the outcode is looked at) or a town is. An outcode that reaches into several councils
 * gives each of them, unless one is named beside it.
 */
export function createAreaFinder(gazetteer: Gazetteer): AreaFinder {
  const findTown = createTownFinder(gazetteer);
  return text => {
    const found = findOutcode(text, gazetteer);
    if (!found) return findNamed(text);
    const areas = gazetteer.outcodes.get(found.outcode) ?? [];
    const beside = findTown(found.rest).map(({ council }) => council?.code);
    const narrowed = areas.filter(({ council }) => beside.includes(council?.code));
    return narrowed.length > 0 ? narrowed : areas;
  };

  function findNamed(text: string): Area[] {
    const words = placeWords(text);
    const nation = gazetteer.nations.get(words);
    const areaOfNation = nation && gazetteer.ofNation(nation);
    if (areaOfNation) return [areaOfNation];
    const areas = findTown(words);
    return areas.length > 0 ? areas : nameAmong(words.split(' '));
  }

  /** "waxaan ku noolahay Leeds", "я живу в Бірмінгемі": the longest name among other words, and a long word with the ending of its case. */
  function nameAmong(words: string[]): Area[] {
    if (words.length > WORDS_MAX) return [];
    for (let length = words.length - 1; length > 0; length--) {
      for (let start = 0; start + length <= words.length; start++) {
        const areas = gazetteer.names.get(words.slice(start, start + length).join(' '));
        if (areas) return areas;
      }
    }
    const long = words.filter(word => word.length >= LONG_WORD_CHARS_MIN);
    return long.map(findTown).find(areas => areas.length > 0) ?? [];
  }
}

export function createAreaOf(gazetteer: Gazetteer): AreaOf {
  return ({ nation, outcode, council }) => {
    const ofOutcode = (outcode && gazetteer.outcodes.get(outcode)) || [];
    const inCouncil = ofOutcode.find(area => area.council?.code === council);
    const inNation = ofOutcode.find(area => nation === undefined || area.nation === nation);
    const ofCouncil = council === undefined ? undefined : gazetteer.councils.get(council);
    return inCouncil ?? inNation ?? ofCouncil ?? (nation && gazetteer.ofNation(nation));
  };
}
