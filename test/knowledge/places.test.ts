import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { readGazetteer } from '../../src/knowledge/gazetteer.ts';
import { createPlaceFinder } from '../../src/knowledge/places.ts';

const SEED = join(import.meta.dirname, '../../prisma/seed');
const gazetteer = readGazetteer(SEED);
const findPlace = createPlaceFinder(gazetteer);
const NATIONS = ['England', 'Scotland', 'Wales', 'Northern Ireland'];

/** From the tables themselves, read otherwise than the gazetteer reads them. */
const lines = (file: string) => readFileSync(join(SEED, file), 'utf8').trim().split('\n').slice(1);
const nationByCouncil = new Map(
  lines('councils.csv').map(line => {
    const [code = '', , region = ''] = line.split(',');
    return [code, NATIONS.find(nation => nation === region) ?? 'England'];
  }),
);
const nationsOf = (codes: string) => [...new Set(codes.split('|').map(code => nationByCouncil.get(code) ?? code))];
const outcodes = lines('outcodes.csv').map(line => {
  const [name = '', , , councils = ''] = line.split(',');
  return { name, nations: nationsOf(councils) };
});
const towns = lines('towns.csv').map(line => {
  const [name = '', council = ''] = line.split(',');
  return { name, nations: nationsOf(council) };
});

/** What was found otherwise than it stands in the seed. */
const wrong = (written: (name: string) => string) =>
  outcodes.flatMap(({ name, nations }) => {
    const found = findPlace(written(name));
    const isRight = found?.outcode === name && String(found.nations) === String(nations);
    return isRight ? [] : `${written(name)} gives ${found?.outcode}`;
  });

describe('every outcode', () => {
  test('is of the four nations, and stands there once', () => {
    expect(outcodes.length).toBeGreaterThan(3000);
    expect(new Set(outcodes.map(({ name }) => name)).size).toBe(outcodes.length);
    expect(outcodes.flatMap(({ nations }) => nations).filter(nation => !NATIONS.includes(nation))).toEqual([]);
  });

  test.each<[string, (name: string) => string]>([
    ['as it is', name => name],
    ['in small letters', name => name.toLowerCase()],
    ['with a capital first', name => `${name.slice(0, 1)}${name.slice(1).toLowerCase()}`],
    ['with spaces around it', name => `  ${name} \n`],
    ['with a space before its digits', name => name.replace(/(?=\d)/, ' ').toLowerCase()],
    ['with the second half', name => `${name} 2DG`],
    ['with the second half, run together', name => `${name}2dg`],
    ['with the second half, and spaces everywhere', name => [...`${name}2DG`].join(' ')],
    ['in a sentence', name => `i live in ${name.toLowerCase()} 2dg now`],
    ['with a full stop', name => `${name}.`],
    [
      'with the digits of an Arabic keyboard',
      name => name.replaceAll(/\d/g, digit => '٠١٢٣٤٥٦٧٨٩'[Number(digit)] ?? ''),
    ],
    ['after something that only looks like one', name => `flat ZZ9, ${name} 2DG`],
  ])('is found %s', (_, written) => {
    expect(wrong(written)).toEqual([]);
  });

  test('is all that is kept of a postcode', () => {
    expect(findPlace('M14 5GP')).toEqual({ nations: ['England'], outcode: 'M14' });
  });
});

test('a whole postcode counts for more than what may be the number of a flat', () => {
  expect(findPlace('flat B2, 5 the road, CF10 1AA')).toMatchObject({ nations: ['Wales'], outcode: 'CF10' });
});

test('an outcode across a border has both its nations, so that the member is asked', () => {
  const across = outcodes.filter(({ nations }) => nations.length > 1).map(({ name }) => name);
  expect(across).toEqual(['CA6', 'CH4', 'HR3', 'HR5', 'NP16', 'SY10', 'SY15', 'SY22', 'TD12']);
  for (const name of across) expect(findPlace(`${name} 2DG`)?.nations).toHaveLength(2);
});

test.each<[string, (name: string) => string]>([
  ['as it is', name => name],
  ['in capitals', name => name.toUpperCase()],
  ['after "i live in"', name => `i live in ${name}`],
])('every town is found %s', (_, written) => {
  const lost = towns.filter(({ name, nations }) =>
    nations.some(nation => !findPlace(written(name))?.nations.some(found => found === nation)),
  );
  expect(lost).toEqual([]);
});

test.each(['', ' ', 'somewhere', 'ZZ99', 'my room is 14', 'a1', '5 years', '999', 'M14X', 'i came in 2019'])(
  'what is no place is not taken for one: "%s"',
  text => {
    expect(findPlace(text)).toBeUndefined();
  },
);
