import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { createAreaFinder, createAreaOf } from '../../src/knowledge/areas.ts';
import { readGazetteer } from '../../src/knowledge/gazetteer.ts';
import { nameForms } from '../../src/knowledge/name-forms.ts';

const SEED = join(import.meta.dirname, '../../prisma/seed');
const gazetteer = readGazetteer(SEED);
const findAreas = createAreaFinder(gazetteer);
const areaOf = createAreaOf(gazetteer);
const councilsIn = (text: string) => findAreas(text).map(({ council }) => council?.name);
const rows = (file: string) => readFileSync(join(SEED, file), 'utf8').trim().split('\n').slice(1);

describe('the table', () => {
  test('has every outcode and every council, each in its region and within the United Kingdom', () => {
    expect(gazetteer.outcodes.size).toBe(3075);
    // London as a whole is one more than the 361.
    expect(gazetteer.councils.size).toBe(362);
    const areas = [...gazetteer.outcodes.values(), [...gazetteer.councils.values()]].flat();
    const lost = areas.filter(
      ({ latitude, longitude }) => !(latitude > 49 && latitude < 61 && longitude > -9 && longitude < 2),
    );
    expect(lost).toEqual([]);
  });

  test('spells 120 towns and more in each of the scripts that members write', () => {
    const scripts = Map.groupBy(
      rows('town-spellings.csv').map(line => line.split(',')),
      ([, language]) => language,
    );
    const towns = (language: string) => new Set(scripts.get(language)?.map(([town]) => town)).size;
    for (const language of ['ar', 'fa', 'ur', 'uk']) expect(towns(language)).toBeGreaterThan(100);
    const spelled = new Set(rows('town-spellings.csv').map(line => line.split(',')[0]));
    expect(spelled.size).toBeGreaterThan(120);
  });
});

describe('a place', () => {
  test.each([
    ['Birmingham', 'Birmingham'],
    ['برمنغهام', 'Birmingham'],
    ['بیرمنگام', 'Birmingham'],
    ['برمنگھم', 'Birmingham'],
    ['Бірмінгем', 'Birmingham'],
    ['በርሚንግሃም', 'Birmingham'],
    ['Bermingham', 'Birmingham'],
    ['Édimbourg', 'Edinburgh'],
    ['Londër', 'London'],
    ['الشارقة مانشستر', 'Manchester'],
  ])('is known in every spelling: %s', (text, council) => {
    expect(councilsIn(text)).toEqual([council]);
  });

  test('of every spelling in the seed leads to its town', () => {
    const lost = rows('town-spellings.csv').filter(line => {
      const [town = '', , spelling = ''] = line.split(',');
      const meant = councilsIn(town);
      return !councilsIn(spelling).some(council => meant.includes(council));
    });
    expect(lost).toEqual([]);
  });

  test.each(['waxaan ku noolahay Leeds', 'я живу в Лідсі, Leeds', "j'habite à Leeds", 'من در لیدز زندگی میکنم'])(
    'is found among the words around it: %s',
    text => {
      expect(councilsIn(text)).toEqual(['Leeds']);
    },
  );

  test('with the ending that a case gives it is found', () => {
    expect(councilsIn('я живу в Бірмінгемі')).toEqual(['Birmingham']);
  });

  test('keeps of a postcode no more than the outcode', () => {
    expect(findAreas('12 the road, M14 5GP')).toEqual([
      expect.objectContaining({
        outcode: 'M14',
        region: 'North West',
        council: { code: 'E08000003', name: 'Manchester' },
      }),
    ]);
  });

  test('of an outcode in several councils is each of them, but for the one that is named', () => {
    const several = councilsIn('AB12');
    expect(several).toEqual(['Aberdeen', 'Aberdeenshire']);
    expect(councilsIn('AB12 aberdeenshire')).toEqual(['Aberdeenshire']);
  });

  test('whose name several share is each of them', () => {
    expect(findAreas('Newport').map(({ region }) => region)).toEqual(['Wales', 'South East']);
  });

  test.each(['', 'other', 'hello', 'nobody', 'i have no home', 'where is it', 'Atlantis', '12345'])(
    'is none where none was named: "%s"',
    text => {
      expect(findAreas(text)).toEqual([]);
    },
  );
});

describe('a mistyped town', () => {
  const names = [...gazetteer.names];
  const codesOf = (areas: { council?: { code: string } }[] = []) => areas.map(({ council }) => council?.code);

  test.each(['Birmingam', 'Mancester', 'mancheser', 'Glasgo', 'Edinbrugh', 'Liverpol', 'Nothingam', 'Sheffeild'])(
    'is forgiven: %s',
    text => {
      expect(findAreas(text)).toHaveLength(1);
    },
  );

  test('is never another town: with a letter left out or changed over it is the one that was meant, or is asked about', () => {
    // A fifth of them is enough within everybody's minutes.
    const latin = names.filter(([name]) => /^[a-z]+$/.test(name)).filter((_, index) => index % 5 === 0);
    expect(latin.length).toBeGreaterThan(100);
    const wrong = latin.flatMap(([name, areas]) => {
      const letters = [...name];
      return letters.slice(1).flatMap((_, index) => {
        const without = letters.toSpliced(index + 1, 1).join('');
        const swapped = letters.toSpliced(index, 2, letters[index + 1] ?? '', letters[index] ?? '').join('');
        return [without, ...(index > 0 ? [swapped] : [])].filter(typed => {
          const found = findAreas(typed);
          // A name of its own is not mistyped.
          if (found.length === 0 || gazetteer.names.has(typed)) return false;
          return !codesOf(areas).some(code => codesOf(found).includes(code));
        });
      });
    });
    expect(wrong).toEqual([]);
  });

  test('that is a town itself is that town', () => {
    const lost = names.filter(([name, areas]) => String(codesOf(findAreas(name))) !== String(codesOf(areas)));
    expect(lost).toEqual([]);
  });
});

describe('where somebody is', () => {
  test('is known of a town in England without a postcode', () => {
    expect(areaOf({ nation: 'England', council: 'E08000003' })?.region).toBe('North West');
  });

  test('is the side of the border that they live on', () => {
    expect(areaOf({ nation: 'Wales', outcode: 'SY10' })?.region).toBe('Wales');
    expect(areaOf({ nation: 'England', outcode: 'SY10' })?.region).toBe('West Midlands');
  });

  test('is the council that was chosen of those of an outcode', () => {
    expect(areaOf({ outcode: 'AB12', council: 'S12000034' })?.council?.name).toBe('Aberdeenshire');
  });

  test('is a nation that is one region, and not known for England alone', () => {
    expect(areaOf({ nation: 'Scotland' })?.region).toBe('Scotland');
    expect(areaOf({ nation: 'England' })).toBeUndefined();
    expect(areaOf({})).toBeUndefined();
  });

  test('is known for every outcode and every council', () => {
    const places = [
      ...[...gazetteer.outcodes.keys()].map(outcode => ({ outcode })),
      ...[...gazetteer.councils.keys()].map(council => ({ council })),
    ];
    expect(places.filter(place => !areaOf(place)?.region)).toEqual([]);
  });
});

test('a name by a river is known without it, and a saint written out', () => {
  expect(nameForms('Stoke-on-Trent')).toEqual(['stoke on trent', 'stoke']);
  expect(nameForms('St Helens')).toEqual(['st helens', 'saint helens']);
});
