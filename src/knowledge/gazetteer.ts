import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Nation } from '../messages/sender.ts';
import type { Area } from './areas.ts';
import { readCsv } from './csv.ts';
import { nameForms } from './name-forms.ts';
import { type Region, regions } from './regions.ts';

/** The places of the United Kingdom: the one table behind everything that asks where somebody is. */
export interface Gazetteer {
  /** By outcode, in capitals; where it reaches into several councils, an area for each, the one with most of it first. */
  outcodes: ReadonlyMap<string, Area[]>;
  /** By GSS code. */
  councils: ReadonlyMap<string, Area>;
  /** Towns and councils by their names in every language, as `nameForms` writes them; several where places share one. */
  names: ReadonlyMap<string, Area[]>;
  /** Nations by their names. */
  nations: ReadonlyMap<string, Nation>;
  /** Somewhere in the middle of a nation that is one region. */
  ofNation(nation: Nation): Area | undefined;
}

const NATION_NAMES: [string, Nation][] = [
  ['England', 'England'],
  ['Scotland', 'Scotland'],
  ['Alba', 'Scotland'],
  ['Wales', 'Wales'],
  ['Cymru', 'Wales'],
  ['Northern Ireland', 'Northern Ireland'],
];

/** @param seedDirectory holds `councils.csv`, `outcodes.csv`, `towns.csv` and `town-spellings.csv`. */
export function readGazetteer(seedDirectory: string): Gazetteer {
  const read = (file: string) => readCsv(readFileSync(join(seedDirectory, file), 'utf8'));
  const councils = new Map(read('councils.csv').map(row => [row.code ?? '', councilOf(row)]));
  const council = (code = ''): Area => {
    const found = councils.get(code);
    if (!found) throw new Error(`No council has the code ${code}: add it to councils.csv, or correct what names it.`);
    return found;
  };

  const outcodes = new Map(
    read('outcodes.csv').map(row => {
      const { outcode = '', councils: codes = '' } = row;
      return [outcode, codes.split('|').map(code => ({ ...council(code), ...pointOf(row), outcode }))];
    }),
  );

  const towns = new Map<string, Area[]>();
  for (const row of read('towns.csv')) add(towns, row.town ?? '', { ...council(row.council), ...pointOf(row) });
  for (const area of councils.values()) if (area.council) add(towns, area.council.name, area);

  const names = new Map<string, Area[]>();
  for (const [town, areas] of towns)
    for (const form of nameForms(town)) for (const area of areas) add(names, form, area);
  for (const { town = '', spelling = '' } of read('town-spellings.csv'))
    for (const form of nameForms(spelling)) for (const area of towns.get(town) ?? []) add(names, form, area);

  return {
    outcodes,
    councils,
    names,
    nations: new Map(NATION_NAMES.flatMap(([name, nation]) => nameForms(name).map(form => [form, nation] as const))),
    ofNation: nation => (nation === 'England' ? undefined : middleOf(nation, [...councils.values()])),
  };
}

/** A place that is named twice is one, however its middle was measured. */
function add(areas: Map<string, Area[]>, name: string, area: Area): void {
  const known = areas.get(name) ?? [];
  if (known.every(other => other.council?.code !== area.council?.code)) areas.set(name, [...known, area]);
}

function councilOf(row: Record<string, string>): Area {
  const { code = '', name = '' } = row;
  const region = regions.find(known => known === row.region);
  if (!region) throw new Error(`The council ${name} is in no region: write one of ${regions.join(', ')}.`);
  return { nation: nationOf(region), region, council: { code, name }, ...pointOf(row) };
}

function middleOf(region: Exclude<Nation, 'England'>, councils: Area[]): Area {
  const inIt = councils.filter(area => area.region === region);
  const mean = (of: (area: Area) => number) => inIt.reduce((sum, area) => sum + of(area), 0) / inIt.length;
  return { nation: region, region, latitude: mean(area => area.latitude), longitude: mean(area => area.longitude) };
}

function nationOf(region: Region): Nation {
  return region === 'Scotland' || region === 'Wales' || region === 'Northern Ireland' ? region : 'England';
}

function pointOf({ latitude, longitude }: Record<string, string>): { latitude: number; longitude: number } {
  return { latitude: Number(latitude), longitude: Number(longitude) };
}
