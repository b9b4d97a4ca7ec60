// Writes the next migration from what schema.prisma has and the migrations lack: npm run migration -- name
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { PrismaPGlite } from 'pglite-prisma-adapter';
import { pendingSql } from '../src/database/migrate.ts';

const [name] = process.argv.slice(2);
if (!name || !/^[a-z0-9-]+$/.test(name)) {
  console.error('Name the migration in kebab-case: npm run migration -- add-cases');
  process.exit(1);
}
const pglite = await PGlite.create();
const sql = await pendingSql(new PrismaPGlite(pglite));
await pglite.close();
if (sql.trim() === '' || sql.includes('This is an empty migration')) {
  console.log('The migrations already agree with prisma/schema.prisma.');
} else {
  const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
  const directory = join(import.meta.dirname, '../prisma/migrations', `${stamp}-${name}`);
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, 'migration.sql'), sql);
  console.log(`Written: ${directory}/migration.sql. Read it before you commit it.`);
}
