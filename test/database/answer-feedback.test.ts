import { PGlite } from '@electric-sql/pglite';
import { expect, test } from '@jest/globals';
import { PrismaPGlite } from 'pglite-prisma-adapter';
import { PrismaClient } from '../../src/database/client/client.ts';
import { migrate } from '../../src/database/migrate.ts';
import { rememberFeedback } from '../../src/features/faq/faq-store.ts';

test('what members say of an answer is kept with its day, and no time that could be matched with a message', async () => {
  const pglite = await PGlite.create();
  const adapter = new PrismaPGlite(pglite);
  const prisma = new PrismaClient({ adapter });
  await migrate(prisma, adapter);
  await rememberFeedback('HLT-01', 'en', true).apply(prisma);
  const rows = await prisma.$queryRaw<{ row: string }[]>`SELECT t::text AS row FROM answer_feedback t`;
  const today = new Date().toISOString().slice(0, 10);
  expect(rows).toEqual([{ row: `(1,HLT-01,en,t,${today})` }]);
  await prisma.$disconnect();
  await pglite.close();
});
