import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Nation } from '../messages/sender.ts';
import { type Region, regions } from './regions.ts';

/** By what is kept of people, who lives in a region: their nation, and in England the letters that their postcode begins with. */
export interface RegionPlaces {
  nation: Nation;
  /** As in `LE`; empty where the whole nation is one region. */
  postcodeAreas: string[];
}

const nations: Nation[] = ['England', 'Scotland', 'Wales', 'Northern Ireland'];

/** The other way round from `region-finder.ts`. @param seedDirectory holds `postcode-areas.csv`. */
export function createRegionPlaces(seedDirectory: string): (region: Region) => RegionPlaces {
  const [, ...lines] = readFileSync(join(seedDirectory, 'postcode-areas.csv'), 'utf8').trim().split('\n');
  const areas = Map.groupBy(
    lines.map(line => line.split(',')),
    ([, region]) => region,
  );
  const places = new Map(
    regions.map(region => {
      const nation = nations.find(name => name === region);
      const postcodeAreas = nation ? [] : (areas.get(region) ?? []).map(([area = '']) => area);
      return [region, { nation: nation ?? 'England', postcodeAreas }];
    }),
  );
  return region => places.get(region) ?? { nation: 'England', postcodeAreas: [] };
}
