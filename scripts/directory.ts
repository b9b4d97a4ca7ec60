// Takes groups into the directory: npm run directory -- import <file or address> [--dry-run] [--licence "OGL v3.0"]
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { readConfig } from '../src/config.ts';
import { openDatabase } from '../src/database/database.ts';
import { importOrganisations } from '../src/features/directory/import/import-organisations.ts';
import { loadSource } from '../src/features/directory/import/load-source.ts';
import { readGroupsCsv } from '../src/features/directory/import/read-groups-csv.ts';
import { readOpenReferral } from '../src/features/directory/import/read-open-referral.ts';
import type { Outcome } from '../src/features/directory/import/record.ts';
import { reportLines } from '../src/features/directory/import/report.ts';
import { createResolvePlaces } from '../src/features/directory/import/resolve-places.ts';
import { londonTime } from '../src/features/london-time.ts';
import { readGazetteer } from '../src/knowledge/gazetteer.ts';

/** Thrown to undo what was only tried. */
class DryRun extends Error {
  readonly outcomes: Outcome[];
  constructor(outcomes: Outcome[]) {
    super('Nothing is kept of a dry run.');
    this.outcomes = outcomes;
  }
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    'dry-run': { type: 'boolean', default: false },
    licence: { type: 'string', default: 'Licence not named by the source' },
    source: { type: 'string' },
  },
});
const [command, place] = positionals;

try {
  if (command !== 'import' || !place)
    throw new Error(
      'Use: npm run directory -- import <file or address> [--dry-run] [--licence "OGL v3.0"] [--source <name>]',
    );
  const outcomes = await take(place);
  for (const line of reportLines(outcomes)) console.log(line);
  if (values['dry-run']) console.log('This was a dry run: nothing was changed.');
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

async function take(from: string): Promise<Outcome[]> {
  const at = new Date();
  const today = londonTime(at).date;
  const resolve = createResolvePlaces(readGazetteer(join(import.meta.dirname, '../prisma/seed')));
  const loaded = await loadSource(from);
  const records =
    loaded.kind === 'csv'
      ? readGroupsCsv(loaded.text, resolve, today)
      : readOpenReferral(loaded.services, { resolve, licence: values.licence, today });
  // A file is the same source wherever it lies.
  const source = values.source ?? (/^https?:/i.test(from) ? from : basename(from));
  const database = await openDatabase(readConfig(process.env));
  try {
    return await database.prisma.$transaction(
      async transaction => {
        const outcomes = await importOrganisations(transaction, source, records, at);
        if (values['dry-run']) throw new DryRun(outcomes);
        return outcomes;
      },
      { timeout: 600_000 },
    );
  } catch (error) {
    if (error instanceof DryRun) return error.outcomes;
    throw error;
  } finally {
    await database.close();
  }
}
