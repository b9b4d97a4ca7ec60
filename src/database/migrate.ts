import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import {
  bindMigrationAwareSqlAdapterFactory,
  type SqlMigrationAwareDriverAdapterFactory,
} from '@prisma/driver-adapter-utils';
import type { MigrationList, SchemaEngine } from '@prisma/schema-engine-wasm';
import type { PrismaClient } from './client/client.ts';

/** The little of WebAssembly that is used here: TypeScript declares it only for browsers. */
declare const WebAssembly: {
  Module: new (bytes: Uint8Array) => object;
  Instance: new (module: object, imports: object) => { exports: { __wbindgen_start(): void } };
};

const PRISMA_DIRECTORY = join(import.meta.dirname, '../../prisma');

/**
 * Brings the database up to the migrations in `prisma/migrations`, with Prisma's own engine in this process: it keeps
 * `_prisma_migrations`, so `prisma migrate deploy` agrees with it elsewhere. The engine is loaded only when something is to be done.
 *
 * @returns the names of the migrations that were applied.
 */
export async function migrate(prisma: PrismaClient, adapter: SqlMigrationAwareDriverAdapterFactory): Promise<string[]> {
  if (await isUpToDate(prisma)) return [];
  const engine = await openSchemaEngine(adapter);
  try {
    const { appliedMigrationNames } = await engine.applyMigrations({
      migrationsList: migrationList(),
      filters: { externalTables: [], externalEnums: [] },
    });
    return appliedMigrationNames;
  } finally {
    engine.free();
  }
}

/** The SQL that is missing in the migrations to reach `schema.prisma`: empty when they agree. */
export async function pendingSql(adapter: SqlMigrationAwareDriverAdapterFactory): Promise<string> {
  const engine = await openSchemaEngine(adapter);
  try {
    const { stdout } = await engine.diff({
      from: { tag: 'migrations', ...migrationList() },
      to: { tag: 'schemaDatamodel', files: [schemaFile()] },
      script: true,
      exitCode: null,
      filters: { externalTables: [], externalEnums: [] },
    });
    return stdout ?? '';
  } finally {
    engine.free();
  }
}

async function isUpToDate(prisma: PrismaClient): Promise<boolean> {
  const [found] = await prisma.$queryRaw<
    { table: string | null }[]
  >`SELECT to_regclass('_prisma_migrations')::text AS table`;
  if (!found?.table) return false;
  const applied = await prisma.$queryRaw<{ migration_name: string; checksum: string }[]>`
    SELECT migration_name, checksum FROM _prisma_migrations WHERE finished_at IS NOT NULL`;
  const checksums = new Map(applied.map(row => [row.migration_name, row.checksum]));
  return migrationList().migrationDirectories.every(({ path, migrationFile }) => {
    const sql = migrationFile.content.tag === 'ok' ? migrationFile.content.value : '';
    return checksums.get(path) === createHash('sha256').update(sql).digest('hex');
  });
}

async function openSchemaEngine(adapter: SqlMigrationAwareDriverAdapterFactory): Promise<SchemaEngine> {
  glueToWasm ??= instantiate();
  const glue = await glueToWasm;
  const { path, content } = schemaFile();
  return glue.SchemaEngine.new(
    { datamodels: [[path, content]] },
    () => {},
    bindMigrationAwareSqlAdapterFactory(adapter),
  );
}

/** Once in a process: the package's glue remembers the memory of the first instance. */
let glueToWasm: ReturnType<typeof instantiate> | undefined;

/** Instantiates the engine's WebAssembly by hand: its package expects a bundler to import the `.wasm` file. */
async function instantiate() {
  const glue = await import('@prisma/schema-engine-wasm/schema_engine_bg');
  const glueFile = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg');
  const module = new WebAssembly.Module(readFileSync(glueFile.replace(/\.js$/, '.wasm')));
  const instance = new WebAssembly.Instance(module, { './schema_engine_bg.js': glue });
  glue.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
  return glue;
}

function schemaFile(): { path: string; content: string } {
  const path = join(PRISMA_DIRECTORY, 'schema.prisma');
  return { path, content: readFileSync(path, 'utf8') };
}

function migrationList(): MigrationList {
  const baseDir = join(PRISMA_DIRECTORY, 'migrations');
  const names = readdirSync(baseDir, { withFileTypes: true }).filter(entry => entry.isDirectory());
  return {
    baseDir,
    lockfile: { path: 'migration_lock.toml', content: readFileSync(join(baseDir, 'migration_lock.toml'), 'utf8') },
    shadowDbInitScript: '',
    migrationDirectories: names
      .map(({ name }) => name)
      .sort()
      .map(name => {
        const path = join(name, 'migration.sql');
        return {
          path: name,
          migrationFile: { path, content: { tag: 'ok', value: readFileSync(join(baseDir, path), 'utf8') } },
        };
      }),
  };
}
