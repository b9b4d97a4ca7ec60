import type { Prisma } from '../../database/client/client.ts';
import type { Database } from '../../database/database.ts';
import type { FeatureWrite } from '../feature.ts';
import { isId } from '../is-id.ts';
import { londonTime } from '../london-time.ts';
import { type Organisation, type PublicEntry, publicEntry } from './organisation.ts';
import { isShown } from './still-true.ts';

/** The directory of groups: read and changed here alone. */
export interface OrganisationStore {
  /** Those to which members may be pointed. What changes is felt after ten seconds at most. */
  shown(at: Date): Promise<Organisation[]>;
  /** All of them, by name. */
  all(): Promise<Organisation[]>;
  byId(id: string): Promise<Organisation | undefined>;
  /** Somebody on the staff changes an entry; from then on an import leaves it. */
  edit(id: string, entry: Partial<PublicEntry>, staffId: string): FeatureWrite;
  /** Members are not pointed to it any more, whatever an import says. */
  hide(id: string, at: Date): FeatureWrite;
  /** Somebody says that it is true today. What was hidden is shown again. */
  confirm(id: string, day: string, staffId: string): FeatureWrite;
  /** Staff have been asked about it. */
  asked(ids: string[], at: Date): FeatureWrite;
}

/** So long may a change take to be felt. */
const FRESH_MS = 10_000;

export function createOrganisationStore({ prisma }: Pick<Database, 'prisma'>): OrganisationStore {
  let last: { readAtMs: number; organisations: Promise<Organisation[]> } | undefined;

  async function all(): Promise<Organisation[]> {
    const rows = await prisma.organisation.findMany({ orderBy: [{ name: 'asc' }, { id: 'asc' }] });
    return rows.map(organisationOf);
  }

  function fresh(atMs: number): Promise<Organisation[]> {
    // A clock that is set back must not keep what is old for as long.
    if (last && Math.abs(atMs - last.readAtMs) < FRESH_MS) return last.organisations;
    const organisations = all();
    last = { readAtMs: atMs, organisations };
    organisations.catch(() => {
      last = undefined;
    });
    return organisations;
  }

  return {
    all,
    async shown(at) {
      const { date } = londonTime(at);
      return (await fresh(at.getTime())).filter(organisation => isShown(organisation, date));
    },

    async byId(id) {
      const row = isId(id) ? await prisma.organisation.findUnique({ where: { id } }) : null;
      return row ? organisationOf(row) : undefined;
    },

    edit: (id, entry, staffId) => ({
      label: 'organisation (edited)',
      apply: transaction =>
        transaction.organisation.update({
          where: { id },
          data: { ...columnsOf(entry), checkedById: staffId, isEdited: true },
        }),
    }),

    hide: (id, at) => ({
      label: 'organisation (hidden)',
      apply: transaction => transaction.organisation.update({ where: { id }, data: { hiddenAt: at, isEdited: true } }),
    }),

    confirm: (id, day, staffId) => ({
      label: 'organisation (still true)',
      apply: transaction =>
        transaction.organisation.update({
          where: { id },
          data: { lastCheckedOn: new Date(day), checkedById: staffId, check: 'seen', hiddenAt: null, askedAt: null },
        }),
    }),

    asked: (ids, at) => ({
      label: `organisation ×${ids.length} (asked about)`,
      apply: transaction => transaction.organisation.updateMany({ where: { id: { in: ids } }, data: { askedAt: at } }),
    }),
  };
}

export function organisationOf(row: Prisma.OrganisationModel): Organisation {
  const { id, source, isEdited, hiddenAt } = row;
  const entry = publicEntry.parse({
    name: row.name,
    url: row.url ?? undefined,
    description: row.description,
    nation: row.nation === 'NorthernIreland' ? 'Northern Ireland' : (row.nation ?? undefined),
    regions: row.regions,
    councils: row.councils,
    latitude: row.latitude ?? undefined,
    longitude: row.longitude ?? undefined,
    needs: row.needs,
    languages: row.languages,
    licence: row.licence,
    check: row.check,
    lastCheckedOn: row.lastCheckedOn.toISOString().slice(0, 10),
  });
  return { id, source, isEdited, isHidden: hiddenAt !== null, ...entry };
}

/** An entry, or a part of one, as the table has it: what it says is undefined is emptied. */
export function columnsOf(
  entry: PublicEntry,
): Omit<Prisma.OrganisationUncheckedCreateInput, 'source' | 'sourceId' | 'sourceHash'>;
export function columnsOf(entry: Partial<PublicEntry>): Prisma.OrganisationUncheckedUpdateInput;
export function columnsOf(entry: Partial<PublicEntry>): Prisma.OrganisationUncheckedUpdateInput {
  const { nation, lastCheckedOn, ...rest } = entry;
  const emptied = Object.fromEntries(Object.entries(rest).map(([name, value]) => [name, value ?? null]));
  return {
    ...emptied,
    ...('nation' in entry && { nation: nation === 'Northern Ireland' ? 'NorthernIreland' : (nation ?? null) }),
    ...(lastCheckedOn && { lastCheckedOn: new Date(lastCheckedOn) }),
  };
}
