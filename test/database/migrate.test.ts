import { PGlite } from '@electric-sql/pglite';
import { expect, test } from '@jest/globals';
import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { PrismaPGlite } from 'pglite-prisma-adapter';
import { PrismaClient } from '../../src/database/client/client.ts';
import { migrate, pendingSql } from '../../src/database/migrate.ts';
import { createDatabase } from '../support/postgres.ts';

test('the migrations lead exactly to schema.prisma', async () => {
  // Prisma's engine cannot describe a server through its driver, so that this one is always compared in this process.
  const pglite = await PGlite.create();
  const sql = await pendingSql(new PrismaPGlite(pglite));
  await pglite.close();
  expect(sql.replace(/^--.*$/gm, '').trim()).toBe('');
});

test('migrations are applied once, and what they make can be used', async () => {
  const { adapter, close } = await openEmpty();
  const prisma = new PrismaClient({ adapter });
  expect(await migrate(prisma, adapter)).not.toEqual([]);
  expect(await migrate(prisma, adapter)).toEqual([]);
  await prisma.person.create({ data: { nation: 'NorthernIreland' } });
  expect(await prisma.person.count()).toBe(1);
  await prisma.$disconnect();
  await close();
});

/** An empty database: on the server that is given, or in this process. */
async function openEmpty() {
  const server = process.env.DATABASE_URL;
  if (server) {
    const url = await createDatabase(server, 'template1');
    const pool = new pg.Pool({ connectionString: url });
    return { adapter: new PrismaPg(pool), close: () => pool.end() };
  }
  const pglite = await PGlite.create();
  return { adapter: new PrismaPGlite(pglite), close: () => pglite.close() };
}
