import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { readGazetteer } from '../../src/knowledge/gazetteer.ts';
import { createPlaceFinder } from '../../src/knowledge/places.ts';

const findPlace = createPlaceFinder(readGazetteer(join(import.meta.dirname, '../../prisma/seed')));

test.each([
  ['M14', 'M14'],
  ['m14 5xx', 'M14'],
  ['M145XX', 'M14'],
  ['m15xx', 'M1'],
  ['M14-5XX', 'M14'],
  ['m 14', 'M14'],
  ['M١٤', 'M14'],
  ['Leeds, LS1 4AB', 'LS1'],
])('of the postcode in "%s" only the outcode is kept', (text, outcode) => {
  expect(findPlace(text)).toEqual({ nations: ['England'], outcode });
});

test.each(['Cardiff', 'i live in cardiff', 'CARDIFF!'])('a town is known by its name: %s', text => {
  expect(findPlace(text)).toEqual({ nations: ['Wales'], council: 'W06000015' });
});

test.each(['B1 exam', 'my son is in S4', 'is N1 good'])('an outcode among other words is not all of "%s"', text => {
  expect(findPlace(text)).toMatchObject({ hasOtherWords: true });
});

test('an address ends with its postcode: a flat called B2 is none', () => {
  expect(findPlace('flat B2, glasgow G1 1AA')?.outcode).toBe('G1');
  expect(findPlace('flat B2 in G1')?.outcode).toBe('G1');
});

test.each(['Atlantis', 'ZZ9', ''])('what is no place is none: "%s"', text => {
  expect(findPlace(text)).toBeUndefined();
});
