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
  const rows = outbound.map(({ conversationId, reply, replacesMessageId, isUnasked = false }, place) => ({
    place,
    conversation: conversationId,
    body: Buffer.from(deps.seal.seal({ reply, replacesMessageId })).toString('base64'),
    unasked: isUnasked,
    expires: new Date(nowMs + (reply.expiresAfterSeconds ?? EXPIRES_AFTER_SECONDS) * 1000),
  }));
  // By hand, since Prisma's own way to insert many rows takes six times as long.
  await transaction.$executeRaw`
    INSERT INTO outbound_message (conversation_id, body_sealed, is_unasked, expires_at)
    SELECT v.conversation, decode(v.body, 'base64'), v.unasked, v.expires
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      AS v(place int, conversation uuid, body text, unasked boolean, expires timestamptz)
    ORDER BY v.place`;
  await deps.queue.knock(transaction, 'deliveries', [...new Set(outbound.map(({ conversationId }) => conversationId))]);
}
