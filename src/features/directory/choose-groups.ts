import type { Area } from '../../knowledge/areas.ts';
import type { Nation } from '../../messages/sender.ts';
import type { Need } from './needs.ts';
import type { Organisation } from './organisation.ts';

/** Where somebody is: their nation may be all that is known, or nothing. */
export type Whereabouts = Area | { nation?: Nation };

/** What somebody looks for. */
export interface Wish {
  need?: Need;
  /** BCP 47: only groups that work in it. */
  language?: string;
}

export interface NearGroup {
  organisation: Organisation;
  /** In kilometres, as the crow flies; missing where either is somewhere in a region. */
  distanceKm?: number;
}

/** Groups for somebody: those of their region or near it, the nearest first, and those for everybody in their nation. */
export interface ChosenGroups {
  near: NearGroup[];
  everywhere: Organisation[];
  /** What those that could be chosen offer and speak: what it makes sense to ask for. */
  offers: { needs: Set<Need>; languages: Set<string> };
}

const NEAR_MAX = 3;
const EVERYWHERE_MAX = 2;
/** A group so near is worth the way, although it is in another region. */
const NEAR_KM = 50;
const sureness = ['seen', 'partly', 'known'];

/** @param shown groups to which members may be pointed. */
export function chooseGroups(shown: Organisation[], where: Whereabouts, wish: Wish = {}): ChosenGroups {
  const area = 'region' in where ? where : undefined;
  const local = area ? shown.flatMap(organisation => inReach(organisation, area) ?? []) : [];
  const everywhere = shown.filter(
    ({ nation, regions }) => regions.length === 0 && (nation === undefined || nation === where.nation),
  );
  const all = [...local.map(({ organisation }) => organisation), ...everywhere];
  return {
    near: local
      .filter(({ organisation }) => fulfils(organisation, wish))
      .toSorted(
        (a, b) =>
          atHome(b, area) - atHome(a, area) || distanceOf(a) - distanceOf(b) || compare(a.organisation, b.organisation),
      )
      .slice(0, NEAR_MAX),
    everywhere: everywhere
      .filter(organisation => fulfils(organisation, wish))
      .toSorted((a, b) => Number(b.nation !== undefined) - Number(a.nation !== undefined) || compare(a, b))
      .slice(0, EVERYWHERE_MAX),
    offers: {
      needs: new Set(all.flatMap(organisation => organisation.needs)),
      languages: new Set(all.flatMap(({ languages }) => languages)),
    },
  };
}

/** In the region, or near it; undefined for what is neither, and for what is everywhere. */
function inReach(organisation: Organisation, area: Area): NearGroup | undefined {
  const { regions, latitude, longitude } = organisation;
  if (regions.length === 0) return undefined;
  const distanceKm =
    latitude !== undefined && longitude !== undefined ? distance(area, { latitude, longitude }) : undefined;
  const isInReach = regions.includes(area.region) || (distanceKm !== undefined && distanceKm <= NEAR_KM);
  return isInReach ? { organisation, ...(distanceKm !== undefined && { distanceKm }) } : undefined;
}

function fulfils({ needs, languages }: Organisation, { need, language }: Wish): boolean {
  return (need === undefined || needs.includes(need)) && (language === undefined || languages.includes(language));
}

/** Their own council's groups come first. */
function atHome({ organisation }: NearGroup, area: Area | undefined): number {
  return area?.council && organisation.councils.includes(area.council.code) ? 1 : 0;
}

function distanceOf({ distanceKm }: NearGroup): number {
  return distanceKm ?? Number.MAX_SAFE_INTEGER;
}

function compare(one: Organisation, other: Organisation): number {
  return sureness.indexOf(one.check) - sureness.indexOf(other.check) || one.name.localeCompare(other.name, 'en');
}

/** On the sphere, in kilometres: https://en.wikipedia.org/wiki/Haversine_formula */
function distance(one: Pick<Area, 'latitude' | 'longitude'>, other: Pick<Area, 'latitude' | 'longitude'>): number {
  const radians = (degrees: number) => (degrees * Math.PI) / 180;
  const haversine = (angle: number) => Math.sin(angle / 2) ** 2;
  const [from, to] = [radians(one.latitude), radians(other.latitude)];
  const span =
    haversine(to - from) + Math.cos(from) * Math.cos(to) * haversine(radians(other.longitude - one.longitude));
  return 2 * 6371 * Math.asin(Math.sqrt(span));
}
