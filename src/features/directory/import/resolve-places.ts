import type { Area } from '../../../knowledge/areas.ts';
import type { Gazetteer } from '../../../knowledge/gazetteer.ts';
import { nameForms } from '../../../knowledge/name-forms.ts';
import { regions } from '../../../knowledge/regions.ts';
import type { PublicEntry } from '../organisation.ts';

/** Where a group works, from names of places. */
export type Placed = Pick<PublicEntry, 'nation' | 'regions' | 'councils' | 'latitude' | 'longitude'>;

/** Reads names: an outcode or postcode, a town, a council, a region, a nation, or the whole of the United Kingdom. */
export type ResolvePlaces = (names: string[]) => { placed: Placed; unknown: string[] };

const WHOLE = new Set(['uk', 'united kingdom', 'great britain', 'national', 'nationwide']);
const POSTCODE = /^([A-Z]{1,2}\d[A-Z\d]?)(?:\s*\d[A-Z]{2})?$/i;

/** Names are taken as they are written: a source's mistake is told to whoever imports, never guessed at. */
export function createResolvePlaces(gazetteer: Gazetteer): ResolvePlaces {
  const byName = new Map(regions.flatMap(region => nameForms(region).map(form => [form, region] as const)));
  const regionNamed = (form: string) =>
    byName.get(form) ?? byName.get(form.replace(/ (?:england|of england|region)$/, ''));

  function areasOf(name: string): Area[] {
    const outcode = POSTCODE.exec(name.trim())?.[1]?.toUpperCase() ?? '';
    const ofOutcode = gazetteer.outcodes.get(outcode)?.slice(0, 1);
    return ofOutcode ?? gazetteer.names.get(nameForms(name)[0] ?? '')?.slice(0, 1) ?? [];
  }

  return names => {
    const unknown: string[] = [];
    const areas: Area[] = [];
    const nations = new Set<NonNullable<Placed['nation']>>();
    const inRegions = new Set<Placed['regions'][number]>();
    for (const name of names) {
      const form = nameForms(name)[0] ?? '';
      const nation = gazetteer.nations.get(form);
      const region = regionNamed(form);
      const found = nation || region || WHOLE.has(form) ? [] : areasOf(name);
      // A nation that is one region is no narrower as a region.
      if (nation) nations.add(nation);
      else if (region) inRegions.add(region);
      else if (found.length > 0) areas.push(...found);
      else if (!WHOLE.has(form)) unknown.push(name);
    }
    for (const { region } of areas) inRegions.add(region);
    const [nation, ...others] = new Set([...nations, ...areas.map(area => area.nation)]);
    const councils = areas.flatMap(({ council }) => (council && !isWholeRegion(council.code) ? council.code : []));
    const [first] = areas;
    return {
      placed: {
        ...(nation && others.length === 0 && { nation }),
        regions: [...inRegions],
        councils: [...new Set(councils)],
        ...(first && { latitude: first.latitude, longitude: first.longitude }),
      },
      unknown,
    };
  };
}

/** London as a whole stands among the councils by the code of its region. */
function isWholeRegion(code: string): boolean {
  return code.startsWith('E12');
}
