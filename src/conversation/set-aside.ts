import type { Database } from '../database/database.ts';
import type { Queue } from '../database/queue.ts';
import type { Seal } from '../database/seal.ts';
import { errorForLog, log } from '../log.ts';
import type { Reply } from '../messages/reply.ts';
import { enqueue } from '../outbox/enqueue.ts';
import type { Resumed } from './resume.ts';

interface SetAsideDeps {
  database: Database;
  queue: Queue;
  seal: Seal;
  /** What the person is told, in their language. */
  apology: (language: string | undefined) => Reply;
}

/**
 * Sets the first waiting inbound of a conversation aside: it is kept with the reason, the person gets a kind reply, and what waits
 * behind it is looked at next. `npm run replay` gives it another turn.
 */
export async function setAside(deps: SetAsideDeps, conversation: Resumed, error: unknown): Promise<void> {
  const [poison] = conversation.waiting;
  if (!poison) return;
  const { conversationId, language } = conversation.sender;
  const { name, code } = errorForLog(error);
  await deps.database.prisma.$transaction(async transaction => {
    await transaction.inboundMessage.update({
      where: { id: poison.id },
      data: { status: 'setAside', reason: code ? `${name} ${code}` : name },
    });
    await enqueue(deps, transaction, [{ conversationId, reply: deps.apology(language) }]);
    await deps.queue.knock(transaction, 'turns', [conversationId]);
  });
  log.error({ inboundId: String(poison.id), conversationId }, 'an inbound was set aside: see npm run replay');
}

/** @returns what is set aside, oldest first: ids and reasons, no words. */
export async function listSetAside(
  database: Database,
): Promise<{ id: bigint; reason: string | null; receivedAt: Date }[]> {
  return database.prisma.inboundMessage.findMany({
    where: { status: 'setAside' },
    orderBy: { id: 'asc' },
    select: { id: true, reason: true, receivedAt: true },
  });
}

/** Gives inbounds that were set aside another turn. @returns how many there were. */
export async function replay(deps: { database: Database; queue: Queue }, ids: bigint[]): Promise<number> {
  return deps.database.prisma.$transaction(async transaction => {
    const replayed = await transaction.inboundMessage.updateManyAndReturn({
      where: { id: { in: ids }, status: 'setAside' },
      data: { status: 'waiting', reason: null },
      select: { conversationId: true },
    });
    await deps.queue.knock(
      transaction,
      'turns',
      replayed.map(row => row.conversationId),
    );
    return replayed.length;
  });
}
