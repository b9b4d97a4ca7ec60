import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from '../../../database/database.ts';
import type { Gazetteer } from '../../../knowledge/gazetteer.ts';
import { londonTime } from '../../london-time.ts';
import { importOrganisations } from './import-organisations.ts';
import { readGroupsCsv } from './read-groups-csv.ts';
import { createResolvePlaces } from './resolve-places.ts';

/** What `groups.csv` is called as a source. */
export const SEED_SOURCE = 'seed';

/** Gives a directory that is empty its first groups. @param seedDirectory holds `groups.csv`. */
export async function importFirstGroups(
  { prisma }: Pick<Database, 'prisma'>,
  gazetteer: Gazetteer,
  seedDirectory: string,
  at: Date,
): Promise<void> {
  if ((await prisma.organisation.count()) > 0) return;
  const text = readFileSync(join(seedDirectory, 'groups.csv'), 'utf8');
  const records = readGroupsCsv(text, createResolvePlaces(gazetteer), londonTime(at).date);
  await prisma.$transaction(transaction => importOrganisations(transaction, SEED_SOURCE, records, at));
}
