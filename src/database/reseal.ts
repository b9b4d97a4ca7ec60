import type { Database } from './database.ts';
import { type Seal, SealError } from './seal.ts';
import { type SealedColumn, sealedColumns } from './sealed-columns.ts';

/** What resealing came to, in values. */
export interface Resealed {
  resealed: number;
  /** How many still name another key than the current one: as long as there are any, no key may be dropped. */
  left: number;
}

interface Stale {
  key: string;
  sealed: Uint8Array;
}

const BATCH_SIZE = 500;

/**
 * Seals every value anew that was sealed with an older key. It can be stopped and run again at any time, also beside a running bot: what
 * changes meanwhile, or is being changed, is left as it is and taken in the next round.
 *
 * @param onProgress is told after each batch how many values of a column it has sealed anew.
 */
export async function reseal(
  database: Database,
  seal: Seal,
  onProgress: (column: SealedColumn, resealed: number) => void = () => {},
): Promise<Resealed> {
  let resealed = 0;
  for (;;) {
    let inRound = 0;
    for (const column of sealedColumns) {
      let stale: Stale[] = [];
      do {
        stale = await findStale(database, column, seal, stale.at(-1)?.key);
        const count = await replace(database, column, seal, stale);
        inRound += count;
        if (count > 0) onProgress(column, count);
      } while (stale.length === batchSizeOf(column));
    }
    resealed += inRound;
    const left = await countStale(database, seal);
    if (left === 0 || inRound === 0) return { resealed, left };
  }
}

function batchSizeOf({ batchSize = BATCH_SIZE }: SealedColumn): number {
  return batchSize;
}

/** A sealed value names its key in its second to ninth byte. */
function namesAnother(column: SealedColumn, seal: Seal): string {
  return `substring(${column.column} FROM 2 FOR 8) <> decode('${seal.keyName}', 'hex')`;
}

async function findStale(database: Database, column: SealedColumn, seal: Seal, after?: string): Promise<Stale[]> {
  const { table, key, keyType } = column;
  return database.prisma.$queryRawUnsafe<Stale[]>(
    `SELECT ${key}::text AS key, ${column.column} AS sealed FROM ${table}
     WHERE ${namesAnother(column, seal)} ${after === undefined ? '' : `AND ${key} > $1::${keyType}`}
     ORDER BY ${table}.${key} LIMIT ${batchSizeOf(column)}`,
    ...(after === undefined ? [] : [after]),
  );
}

/** Replaces values that are still what they were, and that nobody holds: so it never waits while it holds some itself. */
async function replace(database: Database, column: SealedColumn, seal: Seal, stale: Stale[]): Promise<number> {
  const rows = stale.flatMap(({ key, sealed }) => {
    const renewed = sealAnew(seal, sealed);
    return renewed ? [{ key, sealed: toBase64(sealed), renewed: toBase64(renewed) }] : [];
  });
  if (rows.length === 0) return 0;
  const { table, key, keyType, column: name } = column;
  return database.prisma.$executeRawUnsafe(
    `UPDATE ${table} SET ${name} = held.renewed
     FROM (
       SELECT t.${key} AS key, decode(v.renewed, 'base64') AS renewed
       FROM jsonb_to_recordset($1::jsonb) AS v(key text, sealed text, renewed text)
       JOIN ${table} t ON t.${key} = v.key::${keyType} AND t.${name} = decode(v.sealed, 'base64')
       FOR NO KEY UPDATE OF t SKIP LOCKED
     ) held
     WHERE ${table}.${key} = held.key`,
    JSON.stringify(rows),
  );
}

/** @returns undefined for what no listed key opens: it stays as it is, and is counted in the end. */
function sealAnew(seal: Seal, sealed: Uint8Array): Uint8Array | undefined {
  try {
    return seal.seal(seal.open(sealed));
  } catch (error) {
    if (error instanceof SealError) return undefined;
    throw error;
  }
}

async function countStale(database: Database, seal: Seal): Promise<number> {
  const counts = sealedColumns.map(
    column => `SELECT count(*) AS count FROM ${column.table} WHERE ${namesAnother(column, seal)}`,
  );
  const [sum] = await database.prisma.$queryRawUnsafe<{ count: number }[]>(
    `SELECT sum(count)::int AS count FROM (${counts.join(' UNION ALL ')}) counted`,
  );
  return sum?.count ?? 0;
}

function toBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
}
