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
  const dueMs = ({ afterSeconds = 0 }: Outbound) => nowMs + afterSeconds * 1000;
  await transaction.outboundMessage.createMany({
    data: outbound.map(message => {
      const { conversationId, isUnasked = false, afterSeconds, trackId = null, shows = null, ...body } = message;
      const expiresAfterSeconds = message.reply.expiresAfterSeconds ?? EXPIRES_AFTER_SECONDS;
      return {
        conversationId,
        bodySealed: deps.seal.seal(body),
        isUnasked,
        trackId,
        shows,
        sendAfter: afterSeconds ? new Date(dueMs(message)) : null,
        expiresAt: new Date(dueMs(message) + expiresAfterSeconds * 1000),
      };
    }),
  });
  const isDelayed = ({ afterSeconds = 0 }: Outbound) => afterSeconds > 0;
  const atOnce = outbound.filter(message => !isDelayed(message)).map(({ conversationId }) => conversationId);
  await deps.queue.knock(transaction, 'deliveries', [...new Set(atOnce)]);
  // The moment that is kept with the message: the knock must not come before it.
  for (const message of outbound.filter(isDelayed))
    await deps.queue.knock(transaction, 'deliveries', [message.conversationId], new Date(dueMs(message)));
}
