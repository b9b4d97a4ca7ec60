import type { z } from 'zod';
import type { Prisma } from '../database/client/client.ts';
import type { Database } from '../database/database.ts';
import { log } from '../log.ts';
import type { FeatureWrite } from './feature.ts';

/** Settings as they count now, and which parts of what is stored could not be read: for those the defaults count. */
export interface StoredSettings<T> {
  settings: T;
  brokenParts: string[];
}

/** What leads have set for one side of the work, under one name. */
export interface SettingsStore<T> {
  /** As it stands in the database now. What cannot be read there counts as its default. */
  read(database: Pick<Database, 'prisma'>): Promise<T>;
  readStored(prisma: Pick<Prisma.TransactionClient, 'setting'>): Promise<StoredSettings<T>>;
  /**
   * Changes the settings as they are when it is written, so that two leads who change different parts at once both keep their change.
   *
   * @throws ZodError when what comes of it is no settings: let the schema look at it before.
   */
  change(change: (settings: T) => T): FeatureWrite;
}

/** @param schema with a default for every part, so that `{}` parses. */
export function createSettingsStore<T extends object>(name: string, schema: z.ZodType<T>): SettingsStore<T> {
  const store: SettingsStore<T> = {
    async read({ prisma }) {
      const { settings, brokenParts } = await store.readStored(prisma);
      if (brokenParts.length > 0)
        log.warn(
          { settings: name, brokenParts },
          'parts of the settings cannot be read: set them anew (/folding-chair settings)',
        );
      return settings;
    },
    async readStored(prisma) {
      const stored = await prisma.setting.findUnique({ where: { name } });
      return open(stored?.value ?? {}, schema);
    },
    change: change => ({
      label: `setting (${name})`,
      async apply(transaction) {
        await transaction.$executeRaw`INSERT INTO setting (name, value) VALUES (${name}, '{}') ON CONFLICT (name) DO NOTHING`;
        await transaction.$queryRaw`SELECT name FROM setting WHERE name = ${name} FOR UPDATE`;
        const { settings } = await store.readStored(transaction);
        await transaction.setting.update({ where: { name }, data: { value: schema.parse(change(settings)) } });
      },
    }),
  };
  return store;
}

/** A part that is broken, or of another version, takes none of the others with it. */
function open<T extends object>(stored: unknown, schema: z.ZodType<T>): StoredSettings<T> {
  const whole = schema.safeParse(stored);
  if (whole.success) return { settings: whole.data, brokenParts: [] };
  const parts = typeof stored === 'object' && stored !== null ? Object.entries(stored) : [];
  const isSound = ([part, value]: [string, unknown]) => schema.safeParse({ [part]: value }).success;
  return {
    settings: schema.parse(Object.fromEntries(parts.filter(isSound))),
    brokenParts: parts.length > 0 ? parts.filter(part => !isSound(part)).map(([part]) => part) : ['all'],
  };
}
