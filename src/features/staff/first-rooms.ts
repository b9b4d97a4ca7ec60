import type { Database } from '../../database/database.ts';
import { caseSettingsStore } from '../case-settings-store.ts';
import { organisingSettingsStore } from '../organising-settings.ts';

/** Gives cases and organising a room each to come to until a lead names others. */
export async function addFirstRooms(
  { prisma }: Pick<Database, 'prisma'>,
  { caseRoom, organisingRoom }: Record<'caseRoom' | 'organisingRoom', { id: string }>,
): Promise<void> {
  const changes = [
    caseSettingsStore.change(settings => ({ fallbackChannelId: caseRoom.id, ...settings })),
    organisingSettingsStore.change(settings => ({ fallbackChannelId: organisingRoom.id, ...settings })),
  ];
  await prisma.$transaction(async transaction => {
    for (const change of changes) await change.apply(transaction);
  });
}
