import type { Nation } from '../messages/sender.ts';
import type { Gazetteer } from './gazetteer.ts';
import type { Region } from './regions.ts';

/** By what is kept of people, who lives in a region: their nation, and in England their outcode or their council. */
export interface RegionPlaces {
  nation: Nation;
  /** Empty where the whole nation is one region. Of an outcode by a border, the region that has most of it. */
  outcodes: string[];
  /** GSS codes. */
  councils: string[];
}

const nations: Nation[] = ['England', 'Scotland', 'Wales', 'Northern Ireland'];

/** The other way round from `areas.ts`. */
export function createRegionPlaces({ outcodes, councils }: Gazetteer): (region: Region) => RegionPlaces {
  const outcodesOf = Map.groupBy(outcodes.keys(), outcode => outcodes.get(outcode)?.[0]?.region);
  const councilsOf = Map.groupBy(councils.keys(), code => councils.get(code)?.region);
  return region => {
    const nation = nations.find(name => name === region);
    if (nation) return { nation, outcodes: [], councils: [] };
    return { nation: 'England', outcodes: outcodesOf.get(region) ?? [], councils: councilsOf.get(region) ?? [] };
  };
}
