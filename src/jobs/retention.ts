import type { Database } from '../database/database.ts';
import { deleteForgotten } from '../database/forget-person.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Deletes what is not needed any more: messages that have been answered or have found their fate, and files' references, older than so
 * many days, files whose time has come, and what is left of people who have asked to be forgotten. What waits or was set aside stays:
 * somebody still has to look at it.
 *
 * @returns how many messages, references and files are gone.
 */
export async function deleteOldMessages(database: Database, keepDays: number, nowMs: number): Promise<number> {
  const before = new Date(nowMs - keepDays * DAY_MS);
  const { prisma } = database;
  await deleteForgotten(database);
  const deleted = await prisma.$transaction([
    prisma.inboundMessage.deleteMany({ where: { status: 'answered', receivedAt: { lt: before } } }),
    prisma.outboundMessage.deleteMany({
      where: { status: { in: ['sent', 'failed', 'expired', 'takenBack'] }, createdAt: { lt: before } },
    }),
    prisma.attachment.deleteMany({ where: { createdAt: { lt: before } } }),
    prisma.storedFile.deleteMany({ where: { deleteAfter: { lt: new Date(nowMs) } } }),
  ]);
  return deleted.reduce((sum, { count }) => sum + count, 0);
}
