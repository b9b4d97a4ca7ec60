import type { Database } from '../../database/database.ts';
import { caseSettingsStore } from '../case-settings-store.ts';

/** Gives cases a room to come to until a lead names another. */
export async function addFirstRoom({ prisma }: Pick<Database, 'prisma'>, roomId: string): Promise<void> {
  const change = caseSettingsStore.change(settings => ({ fallbackChannelId: roomId, ...settings }));
  await prisma.$transaction(transaction => change.apply(transaction));
}
