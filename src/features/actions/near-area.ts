import type { PlaceFinder } from '../../knowledge/places.ts';
import type { RegionFinder } from '../../knowledge/region-finder.ts';
import type { Region } from '../../knowledge/regions.ts';
import type { Nation, Sender } from '../../messages/sender.ts';

/** Somewhere that people may look for actions. */
export interface NearArea {
  nation: Nation;
  region?: Region;
  council?: { code: string; name: string };
  outcode?: string;
}

/** The areas that a text may mean; none where it names no place that is known. */
export type FindAreas = (text: string) => NearArea[];

/** Where a person lives, as far as that is known. */
export type RegionOf = (sender: Pick<Sender, 'nation' | 'outcode' | 'council'>) => Region | undefined;

export function createFindAreas(findPlace: PlaceFinder, findRegion: RegionFinder): FindAreas {
  return text => {
    const place = findPlace(text);
    return (place?.nations ?? []).map(nation => {
      const region = findRegion({ nations: [nation], ...(place?.outcode && { outcode: place.outcode }) });
      return { nation, ...(region && { region }), ...(place?.outcode && { outcode: place.outcode }) };
    });
  };
}

export function createRegionOf(findPlace: PlaceFinder, findRegion: RegionFinder): RegionOf {
  return ({ nation, outcode }) => {
    const nations = nation ? [nation] : outcode ? (findPlace(outcode)?.nations ?? []) : [];
    return findRegion({ nations, ...(outcode && { outcode }) });
  };
}
