import type { Queue } from '../database/queue.ts';
import type { Seal } from '../database/seal.ts';
import type { Transaction } from '../database/transaction.ts';
import type { Outbound } from './outbound.ts';

/** A reply that arrives a day late confuses more than it helps. */
const EXPIRES_AFTER_SECONDS = 24 * 60 * 60;

/** Puts replies into the outbox with their delivery jobs, in the caller's transaction: they are sent if and only if it commits. */
export async function enqueue(
  deps: { queue: Queue; seal: Seal },
  transaction: Transaction,
  outbound: Outbound[],
): Promise<void> {
  if (outbound.length === 0) return;
  const nowMs = Date.now();
  await transaction.outboundMessage.createMany({
    data: outbound.map(message => ({
      conversationId: message.conversationId,
      bodySealed: deps.seal.seal({ reply: message.reply, replacesMessageId: message.replacesMessageId }),
      isUnasked: message.isUnasked ?? false,
      expiresAt: new Date(nowMs + (message.reply.expiresAfterSeconds ?? EXPIRES_AFTER_SECONDS) * 1000),
    })),
  });
  await deps.queue.knock(transaction, 'deliveries', [...new Set(outbound.map(({ conversationId }) => conversationId))]);
}
