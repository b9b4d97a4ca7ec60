import { createDatabase } from './postgres.ts';

/** Where a test keeps its data: a database of its own on the server that `DATABASE_URL` names, or the embedded one in its directory. */
export async function testDatabaseUrl(): Promise<string | undefined> {
  const server = process.env.DATABASE_URL;
  return server ? createDatabase(server) : undefined;
}
