import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Place } from './places.ts';
import { type Region, regions } from './regions.ts';

/** The region in which most of a place lies; undefined for one that reaches across a border, or an English one without a postcode. */
export type RegionFinder = (place: Place) => Region | undefined;

/** @param seedDirectory holds `postcode-areas.csv`. */
export function createRegionFinder(seedDirectory: string): RegionFinder {
  const [, ...lines] = readFileSync(join(seedDirectory, 'postcode-areas.csv'), 'utf8').trim().split('\n');
  const regionByArea = new Map(
    lines.map(line => {
      const [area = '', name = ''] = line.split(',');
      return [area, regions.find(region => region === name)];
    }),
  );
  return ({ nations, outcode }) => {
    const [nation, ...others] = nations;
    if (nation === undefined || others.length > 0) return undefined;
    if (nation !== 'England') return nation;
    return regionByArea.get(/^[A-Z]+/.exec(outcode ?? '')?.[0] ?? '');
  };
}
