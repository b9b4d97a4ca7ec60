import { z } from 'zod';
import { isNeed, type Need } from '../needs.ts';
import { publicEntry } from '../organisation.ts';
import { dayOf, isLanguage } from './field-rules.ts';
import { type OpenReferralService, openReferralService } from './open-referral.ts';
import type { ReadRecord } from './record.ts';
import type { ResolvePlaces } from './resolve-places.ts';
import { withoutContacts } from './without-contacts.ts';

/** Terms of the lists that feeds use, and what they are here. Written without spaces, hyphens and capitals. */
const NEED_OF_TERM: Record<string, Need> = {
  rights: 'casework',
  asylum: 'casework',
  advice: 'casework',
  casework: 'casework',
  immigrationadvice: 'legal',
  legal: 'legal',
  esol: 'esol',
  english: 'esol',
  housing: 'housing',
  health: 'health',
  food: 'destitution',
  nrpf: 'destitution',
  destitution: 'destitution',
  work: 'work',
  children: 'youngPeople',
  under18: 'youngPeople',
  womenonly: 'womenOnly',
  noidneeded: 'noId',
  undocumentedfriendly: 'noId',
  detention: 'detention',
  community: 'welcome',
};
const NAME_CHARS_MAX = 200;
const englishNames = new Intl.DisplayNames('en', { type: 'language' });
const CODES = [
  'ar',
  'fa',
  'prs',
  'ps',
  'ku',
  'ckb',
  'ur',
  'pa',
  'bn',
  'hi',
  'ta',
  'so',
  'ti',
  'am',
  'om',
  'sq',
  'es',
  'pt',
  'fr',
  'uk',
  'ru',
  'pl',
  'ro',
  'tr',
  'vi',
  'zh',
  'en',
  'sw',
  'cy',
];
const codeByName = new Map(CODES.map(code => [englishNames.of(code)?.toLowerCase() ?? code, code]));

/**
 * Reads the services of an Open Referral UK feed (HSDS 3.0), a record each.
 *
 * @param licence under which the feed may be shown. @param today as in 2026-11-27: nothing can have been checked later.
 */
export function readOpenReferral(
  services: unknown[],
  { resolve, licence, today }: { resolve: ResolvePlaces; licence: string; today: string },
): ReadRecord[] {
  return services.map((raw, index): ReadRecord => {
    const parsed = openReferralService.safeParse(raw);
    const name = textIn(raw, 'name') ?? `record ${index + 1}`;
    const sourceId = textIn(raw, 'id');
    const refuse = (refused: string): ReadRecord => ({ name, ...(sourceId && { sourceId }), refused });
    if (!parsed.success) return refuse([...new Set(parsed.error.issues.map(faultIn))].join('; '));
    const service = parsed.data;
    const lastCheckedOn = checkedOn(service);
    if (!lastCheckedOn) return refuse('has neither an assured_date nor a last_modified that is a date');
    if (lastCheckedOn > today) return refuse(`was last checked on ${lastCheckedOn}, which is still to come`);
    const { placed, isKnown } = placeOf(service, resolve);
    if (!isKnown) return refuse('names no place that is known: neither a location nor a service area');
    const url = service.url ?? service.organization.website;
    const entry = publicEntry.safeParse({
      ...placed,
      name: fullName(service),
      ...(url && { url }),
      description: withoutContacts(service.description ?? ''),
      needs: needsOf(service),
      languages: languagesOf(service),
      licence,
      check: 'seen',
      lastCheckedOn,
    });
    if (!entry.success)
      return refuse(entry.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '));
    return { name, sourceId: service.id, entry: entry.data, isActive: service.status === 'active' };
  });
}

function textIn(raw: unknown, field: 'id' | 'name'): string | undefined {
  const value = z.object({ [field]: z.string().trim().min(1) }).safeParse(raw);
  return value.success ? value.data[field] : undefined;
}

/** Our sentence for a fault, or where it is: never the value, which may be anything. */
function faultIn({ path, message }: { path: PropertyKey[]; message: string }): string {
  return message.startsWith('has ') ? message : `has a ${path.join('.') || 'shape'} that is not as it should be`;
}

function fullName({ name, organization }: OpenReferralService): string {
  const whole = name.includes(organization.name) ? name : `${organization.name}: ${name}`;
  return whole.length <= NAME_CHARS_MAX ? whole : `${whole.slice(0, NAME_CHARS_MAX - 1)}…`;
}

/** When the source last looked at it: its assurance counts before a mere change of words. */
function checkedOn({ assured_date: assured, last_modified: modified }: OpenReferralService): string | undefined {
  return dayOf(assured ?? '') ?? dayOf(modified ?? '');
}

/** Where it is counts first; what is nowhere works for the areas that it names. */
function placeOf(service: OpenReferralService, resolve: ResolvePlaces) {
  const locations = (service.service_at_locations ?? []).flatMap(({ location }) => location ?? []);
  const addresses = locations.flatMap(location => location.addresses ?? []);
  const postcodes = addresses.flatMap(address => address.postal_code ?? []);
  const cities = addresses.flatMap(({ city }) => city ?? []);
  const areas = (service.service_areas ?? []).flatMap(({ name }) => name ?? []);
  const tries = [postcodes, cities, areas].map(names => ({ names, found: resolve(names) }));
  const best = tries.find(({ names, found }) => names.length > found.unknown.length);
  const point = locations.find(({ latitude, longitude }) => latitude != null && longitude != null);
  const placed = best?.found.placed ?? { regions: [], councils: [] };
  return {
    isKnown: best !== undefined,
    placed: { ...placed, ...(point && { latitude: point.latitude, longitude: point.longitude }) },
  };
}

function needsOf({ attributes }: OpenReferralService): Need[] {
  const terms = (attributes ?? []).flatMap(({ taxonomy_term: term }) => term?.name ?? []);
  const known = terms.flatMap(
    term => NEED_OF_TERM[term.toLowerCase().replaceAll(/[^a-z\d]/g, '')] ?? (isNeed(term) ? term : []),
  );
  return [...new Set(known)];
}

function languagesOf({ languages }: OpenReferralService): string[] {
  const codes = (languages ?? []).flatMap(
    ({ code, name }) => code?.toLowerCase() ?? codeByName.get(name?.toLowerCase() ?? '') ?? [],
  );
  return [...new Set(codes.filter(isLanguage))];
}
