import type { Database } from '../database/database.ts';
import { deleteForgotten } from '../database/forget-person.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Deletes what is not needed any more: messages that have been answered or have found their fate, and files' references, older than so
 * many days, who got a broadcast, files whose time has come, what danger somebody was in a day ago, and what is left of people who have asked to be forgotten. What waits or was set aside stays:
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
    prisma.chatLink.deleteMany({ where: { expiresAt: { lt: new Date(nowMs) } } }),
  ]);
  await prisma.conversation.updateMany({
    where: { dangerAt: { lt: new Date(nowMs - DAY_MS) } },
    data: { dangerAt: null, dangerSealed: null },
  });
  await forgetRecipients(database, before);
  return deleted.reduce((sum, { count }) => sum + count, 0);
}

/** Of a broadcast that is over for so long it is kept what became of how many, and not of whom. */
async function forgetRecipients({ prisma }: Database, before: Date): Promise<void> {
  await prisma.$transaction([
    prisma.$executeRaw`
      UPDATE broadcast b SET report = counted.report
      FROM (
        SELECT broadcast_id, jsonb_agg(jsonb_build_object('status', status, 'reason', reason, 'count', count)) AS report
        FROM (
          SELECT r.broadcast_id, r.status, r.reason, count(*) AS count
          FROM broadcast_recipient r JOIN broadcast ended ON ended.id = r.broadcast_id
          WHERE ended.ended_at < ${before}::timestamptz GROUP BY r.broadcast_id, r.status, r.reason
        ) AS fates
        GROUP BY broadcast_id
      ) AS counted
      WHERE counted.broadcast_id = b.id`,
    prisma.$executeRaw`
      DELETE FROM broadcast_recipient r USING broadcast b WHERE b.id = r.broadcast_id AND b.ended_at < ${before}::timestamptz`,
  ]);
}
