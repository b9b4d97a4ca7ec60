import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { createPlaceFinder } from '../../src/knowledge/places.ts';
import { createRegionFinder } from '../../src/knowledge/region-finder.ts';

const SEED = join(import.meta.dirname, '../../prisma/seed');
const regionOf = createRegionFinder(SEED);
const findPlace = createPlaceFinder(SEED);

test.each([
  ['M14', 'North West'],
  ['e1', 'London'],
  ['B1', 'West Midlands'],
  ['LS7', 'Yorkshire and The Humber'],
  ['CF10', 'Wales'],
  ['Glasgow', 'Scotland'],
  ['Manchester', undefined],
])('%s is in %s', (text, region) => {
  expect(regionOf(findPlace(text) ?? { nations: [] })).toBe(region);
});

test('every outcode of England alone has a region', () => {
  const lines = readFileSync(join(SEED, 'outcodes.csv'), 'utf8').trim().split('\n').slice(1);
  const english = lines.flatMap(line => (line.endsWith(',England') ? [line.split(',')[0] ?? ''] : []));
  expect(english.length).toBeGreaterThan(2000);
  expect(english.filter(outcode => !regionOf({ nations: ['England'], outcode }))).toEqual([]);
});
