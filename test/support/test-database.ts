import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { cp, mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Database, openDatabase } from '../../src/database/database.ts';
import { Queue } from '../../src/database/queue.ts';
import { createDatabase } from './postgres.ts';

const MIGRATIONS = join(import.meta.dirname, '../../prisma/migrations');

/** Where a test keeps its data: a database of its own on the server that `DATABASE_URL` names, or the embedded one in its directory. */
export async function testDatabaseUrl(): Promise<string | undefined> {
  const server = process.env.DATABASE_URL;
  return server ? createDatabase(server) : undefined;
}

/** Lets the tests of this file have the embedded database, as `npm start` has it, and not PostgreSQL, which most tests have. */
export function onEmbeddedDatabase(): void {
  delete process.env.DATABASE_URL;
}

/**
 * A folder for a bot's data. A bot that keeps its data there alone finds an empty database in it, which is made once and copied: making it
 * takes some seconds.
 */
export async function makeDataDirectory(isEmbedded = !process.env.DATABASE_URL): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'folding-chair-test-'));
  if (isEmbedded) await putEmptyDatabase(directory);
  return directory;
}

/** Opens a database for a test, empty unless it is given. */
export async function openTestDatabase(directory: string, given?: string): Promise<Database> {
  const databaseUrl = given ?? (await testDatabaseUrl());
  if (!databaseUrl) await putEmptyDatabase(directory);
  return openDatabase({ databaseUrl, dataDirectory: directory });
}

async function putEmptyDatabase(directory: string): Promise<void> {
  await cp(await emptyDatabase(), join(directory, 'postgres'), { recursive: true });
}

/** Every migration in full, since one that is not deployed yet may still change. */
function migrations(): string {
  const files = readdirSync(MIGRATIONS, { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.sql'));
  return files
    .sort()
    .map(file => readFileSync(join(MIGRATIONS, file), 'utf8'))
    .join('\n');
}

/** An embedded database with all migrations, empty queues and nothing else, in a folder that appears whole. */
async function emptyDatabase(): Promise<string> {
  const stamp = createHash('sha256').update(`${process.version} ${migrations()}`).digest('hex').slice(0, 12);
  const folder = join(tmpdir(), `folding-chair-empty-${stamp}`);
  if (existsSync(folder)) return folder;
  const halfDone = await mkdtemp(`${folder}-`);
  const database = await openDatabase({ dataDirectory: halfDone });
  const queue = new Queue(database);
  await queue.start(() => {});
  await queue.stop(5);
  await database.close();
  await rename(join(halfDone, 'postgres'), folder).catch(error => {
    if (!existsSync(folder)) throw error; // another process was first
  });
  await rm(halfDone, { recursive: true });
  return folder;
}
