import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { SqlMigrationAwareDriverAdapterFactory } from '@prisma/driver-adapter-utils';
import { type ConstructorOptions, fromPglite } from 'pg-boss';
import { PrismaClient } from './client/client.ts';
import { lockDirectory } from './lock-directory.ts';
import { migrate } from './migrate.ts';

/** An open database, either PostgreSQL in this process (PGlite) or a server. */
export interface Database {
  prisma: PrismaClient;
  adapter: SqlMigrationAwareDriverAdapterFactory;
  /** How pg-boss reaches the same database. */
  bossOptions: ConstructorOptions;
  close(): Promise<void>;
}

/** PGlite's own default is 128 MB of buffers, all of it resident: 32 MB serve the one process that it is for as well. */
const START_PARAMETERS = ['-c', 'shared_buffers=32MB'];

// Each kind of database loads only its own driver: the other's would cost 20 MB of memory.

/**
 * On a busy machine a transaction waits for a connection, and then for what others have locked: that is no fault, and to begin it again would
 * only make the machine busier.
 */
const transactionOptions = { maxWait: 10_000, timeout: 20_000 };

/** Connections of one process: a batch each of turns and deliveries, the edges, and the queue's own. */
const POOL_CONNECTIONS_MAX = 10;

/**
 * What the queue itself notes, that a job is begun or done, need not wait for the disk: should the database lose its power, a knock is given
 * a second time, and finds nothing to do. The knocks are written with what they are for, and wait. As a statement, since a pooler in between
 * may refuse it as an option.
 */
const queueConnections = {
  onConnect: (client: { query(text: string): Promise<unknown> }) => client.query('SET synchronous_commit = off'),
};

/** Opens the database that the settings name, and applies the migrations that it lacks. */
export async function openDatabase(settings: {
  databaseUrl?: string | undefined;
  dataDirectory: string;
}): Promise<Database> {
  const database = settings.databaseUrl
    ? await openServer(settings.databaseUrl)
    : await openEmbedded(settings.dataDirectory);
  await migrate(database.prisma, database.adapter);
  return database;
}

async function openServer(url: string): Promise<Database> {
  const { PrismaPg } = await import('@prisma/adapter-pg');
  const { default: pg } = await import('pg');
  const pool = new pg.Pool({ connectionString: url, max: POOL_CONNECTIONS_MAX });
  const adapter = new PrismaPg(pool, { disposeExternalPool: true });
  const prisma = new PrismaClient({ adapter, transactionOptions });
  return {
    prisma,
    adapter,
    bossOptions: { connectionString: url, max: 4, backend: 'postgres', ...queueConnections },
    close: () => prisma.$disconnect(),
  };
}

async function openEmbedded(dataDirectory: string): Promise<Database> {
  const release = lockDirectory(dataDirectory);
  const directory = join(dataDirectory, 'postgres');
  if (!existsSync(join(directory, 'PG_VERSION'))) createEmbedded(directory);
  const { PGlite } = await import('@electric-sql/pglite');
  const { PrismaPGlite } = await import('pglite-prisma-adapter');
  const pglite = await PGlite.create(directory, { startParams: [...PGlite.defaultStartParams, ...START_PARAMETERS] });
  const adapter = new PrismaPGlite(pglite);
  const prisma = new PrismaClient({ adapter, transactionOptions });
  return {
    prisma,
    adapter,
    bossOptions: { db: fromPglite(pglite), backend: 'pglite' },
    async close() {
      await prisma.$disconnect();
      await pglite.close();
      release();
    },
  };
}

/** initdb needs 400 MB that WebAssembly never gives back, so a process of its own runs it once. */
function createEmbedded(directory: string): void {
  mkdirSync(directory, { recursive: true });
  const script = `const { PGlite } = await import('@electric-sql/pglite'); await (await PGlite.create(${JSON.stringify(directory)})).close();`;
  const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    cwd: import.meta.dirname,
    encoding: 'utf8',
  });
  if (status !== 0)
    throw new Error(
      `The embedded database could not be made in DATA_DIR: ${stderr.trim()}. Check that it can be written to.`,
    );
}
