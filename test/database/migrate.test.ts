import { PGlite } from '@electric-sql/pglite';
import { expect, test } from '@jest/globals';
import { PrismaPGlite } from 'pglite-prisma-adapter';
import { PrismaClient } from '../../src/database/client/client.ts';
import { migrate, pendingSql } from '../../src/database/migrate.ts';

test('the migrations lead exactly to schema.prisma', async () => {
  const pglite = await PGlite.create();
  const sql = await pendingSql(new PrismaPGlite(pglite));
  await pglite.close();
  expect(sql.replace(/^--.*$/gm, '').trim()).toBe('');
});

test('migrations are applied once, and what they make can be used', async () => {
  const pglite = await PGlite.create();
  const adapter = new PrismaPGlite(pglite);
  const prisma = new PrismaClient({ adapter });
  expect(await migrate(prisma, adapter)).not.toEqual([]);
  expect(await migrate(prisma, adapter)).toEqual([]);
  await prisma.person.create({ data: { nation: 'NorthernIreland' } });
  expect(await prisma.person.count()).toBe(1);
  await prisma.$disconnect();
  await pglite.close();
});
