import type { Prisma } from '../../../database/client/client.ts';
import type { Transaction } from '../../../database/transaction.ts';
import type { PublicEntry } from '../organisation.ts';
import { columnsOf, organisationOf } from '../organisation-store.ts';
import { differences, hashOf, type Outcome, type ReadEntry, type ReadRecord } from './record.ts';

type Row = Prisma.OrganisationModel;

/**
 * Takes what a source says into the directory. What it says as before is not touched, and what staff have edited is left as they have it;
 * what it does not name any more is told and left: it is hidden by its age.
 *
 * @param source a feed's address or a file's name: under it an entry is found again.
 */
export async function importOrganisations(
  transaction: Transaction,
  source: string,
  records: ReadRecord[],
  at: Date,
): Promise<Outcome[]> {
  await transaction.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('directory'))`;
  const rows = new Map(
    (await transaction.organisation.findMany({ where: { source } })).map(row => [row.sourceId, row]),
  );
  const seen = new Set<string>();
  const outcomes: Outcome[] = [];
  for (const record of records) outcomes.push(await take(record));
  const gone = [...rows].filter(([sourceId]) => !seen.has(sourceId));
  return [
    ...outcomes,
    ...gone.map(([, { name }]): Outcome => ({ what: 'gone', name, why: 'is not in the source any more' })),
  ];

  async function take(record: ReadRecord): Promise<Outcome> {
    const { name, sourceId } = record;
    const isTwice = sourceId !== undefined && seen.has(sourceId);
    if (sourceId !== undefined) seen.add(sourceId);
    if ('refused' in record) return { what: 'refused', name, why: record.refused };
    if (isTwice) return { what: 'refused', name, why: 'has an id that stands in the source twice' };
    const row = rows.get(record.sourceId);
    if (!record.isActive) return hide(name, row);
    return row ? change(record, row) : create(record);
  }

  async function hide(name: string, row: Row | undefined): Promise<Outcome> {
    if (!row) return { what: 'refused', name, why: 'is not active' };
    if (row.isEdited) return { what: 'left', name, why: 'staff have edited it; the source says that it is not active' };
    if (row.hiddenAt) return { what: 'unchanged', name };
    // Should it come back, the source says something new.
    await transaction.organisation.update({ where: { id: row.id }, data: { hiddenAt: at, sourceHash: '' } });
    return { what: 'hidden', name, why: 'is not active any more' };
  }

  async function create({ name, sourceId, entry }: ReadEntry): Promise<Outcome> {
    await transaction.organisation.create({
      data: { ...columnsOf(entry), source, sourceId, sourceHash: hashOf(entry) },
    });
    return { what: 'taken', name };
  }

  async function change({ name, entry }: ReadEntry, row: Row): Promise<Outcome> {
    const sourceHash = hashOf(entry);
    if (row.sourceHash === sourceHash) return { what: 'unchanged', name };
    const before = organisationOf(row);
    const changed = differences(before, entry);
    if (row.isEdited) return { what: 'left', name, why: `staff have edited it; the source has another ${changed}` };
    const isBack = row.sourceHash === '';
    await transaction.organisation.update({
      where: { id: row.id },
      data: { ...columnsOf({ ...entry, ...laterCheck(before, entry) }), sourceHash, ...(isBack && { hiddenAt: null }) },
    });
    return { what: 'changed', name, why: changed || 'is active again' };
  }
}

/** Staff may have looked since the source did. */
function laterCheck(before: PublicEntry, after: PublicEntry): Pick<PublicEntry, 'check' | 'lastCheckedOn'> {
  const { check, lastCheckedOn } = before.lastCheckedOn > after.lastCheckedOn ? before : after;
  return { check, lastCheckedOn };
}
