import type { Database } from '../../src/database/database.ts';

/** Somebody does not want to be written to any more, about anything. */
export async function withdrawConsentOf({ prisma }: Pick<Database, 'prisma'>, personId: string): Promise<void> {
  await prisma.consent.updateMany({ where: { personId, withdrawnAt: null }, data: { withdrawnAt: new Date() } });
}
