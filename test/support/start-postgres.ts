import { openDatabase } from '../../src/database/database.ts';
import { Queue } from '../../src/database/queue.ts';
import { createDatabase, startPostgres } from './postgres.ts';

/** Connections for all tests that run at once, and no care for a machine that loses its power: only processes are killed here. */
const SETTINGS = ['max_connections=300', 'fsync=off', 'synchronous_commit=off'];

/**
 * Starts one PostgreSQL for all tests, unless `DATABASE_URL` names another, and makes a database there with all its tables, of which
 * each test gets a copy. A test that is about the embedded database calls `onEmbeddedDatabase` first.
 */
export default async function start(): Promise<void> {
  const postgres = await startPostgres(SETTINGS);
  process.env.DATABASE_URL ??= postgres.url;
  const template = await createDatabase(process.env.DATABASE_URL, 'template1');
  const database = await openDatabase({ databaseUrl: template, dataDirectory: '' });
  const queue = new Queue(database);
  await queue.start(() => {});
  await queue.stop(5);
  await database.close();
  process.env.TEST_DATABASE_TEMPLATE = new URL(template).pathname.slice(1);
  (globalThis as { stopPostgres?: () => Promise<void> }).stopPostgres = postgres.stop;
}
