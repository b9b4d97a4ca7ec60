import type { Prisma } from '../database/client/client.ts';
import type { Database } from '../database/database.ts';
import { log } from '../log.ts';
import { type CaseSettings, caseSettings } from './case-settings.ts';
import type { FeatureWrite } from './feature.ts';

/** The settings as they count now, and which parts of what is stored could not be read: for those the defaults count. */
export interface StoredCaseSettings {
  settings: CaseSettings;
  brokenParts: string[];
}

const NAME = 'cases';

/** What leads have set for casework, as it stands in the database now. What cannot be read there counts as its default. */
export async function readCaseSettings({ prisma }: Pick<Database, 'prisma'>): Promise<CaseSettings> {
  const { settings, brokenParts } = await readStoredCaseSettings(prisma);
  if (brokenParts.length > 0)
    log.warn(
      { brokenParts },
      'parts of the settings for casework cannot be read: set them anew (/folding-chair settings)',
    );
  return settings;
}

export async function readStoredCaseSettings(
  prisma: Pick<Prisma.TransactionClient, 'setting'>,
): Promise<StoredCaseSettings> {
  const stored = await prisma.setting.findUnique({ where: { name: NAME } });
  return openCaseSettings(stored?.value ?? {});
}

/**
 * Changes the settings as they are when it is written, so that two leads who change different parts at once both keep their change.
 *
 * @throws ZodError when what comes of it is no settings: let `caseSettings` look at it before.
 */
export function changeCaseSettings(change: (settings: CaseSettings) => CaseSettings): FeatureWrite {
  return {
    label: 'setting (cases)',
    async apply(transaction) {
      await transaction.$executeRaw`INSERT INTO setting (name, value) VALUES (${NAME}, '{}') ON CONFLICT (name) DO NOTHING`;
      await transaction.$queryRaw`SELECT name FROM setting WHERE name = ${NAME} FOR UPDATE`;
      const { settings } = await readStoredCaseSettings(transaction);
      await transaction.setting.update({
        where: { name: NAME },
        data: { value: caseSettings.parse(change(settings)) },
      });
    },
  };
}

/** A part that is broken, or of another version, takes none of the others with it. */
function openCaseSettings(stored: unknown): StoredCaseSettings {
  const whole = caseSettings.safeParse(stored);
  if (whole.success) return { settings: whole.data, brokenParts: [] };
  const parts = typeof stored === 'object' && stored !== null ? Object.entries(stored) : [];
  const isSound = ([name, value]: [string, unknown]) => caseSettings.safeParse({ [name]: value }).success;
  return {
    settings: caseSettings.parse(Object.fromEntries(parts.filter(isSound))),
    brokenParts: parts.length > 0 ? parts.filter(part => !isSound(part)).map(([name]) => name) : ['all'],
  };
}
