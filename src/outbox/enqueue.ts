import { base64 } from '../database/base64.ts';
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
  const rows = outbound.map((message, place) => {
    const { conversationId, isUnasked = false, afterSeconds, trackId = null, shows = null, ...body } = message;
    const expiresAfterSeconds = message.reply.expiresAfterSeconds ?? EXPIRES_AFTER_SECONDS;
    return {
      place,
      conversation: conversationId,
      body: base64(deps.seal.seal(body)),
      unasked: isUnasked,
      track: trackId,
      shows,
      due: afterSeconds ? new Date(dueMs(message)) : null,
      expires: new Date(dueMs(message) + expiresAfterSeconds * 1000),
    };
  });
  // By hand, since Prisma's own way to insert many rows takes six times as long.
  await transaction.$executeRaw`
    INSERT INTO outbound_message (conversation_id, body_sealed, is_unasked, track_id, shows, send_after, expires_at)
    SELECT v.conversation, decode(v.body, 'base64'), v.unasked, v.track, v.shows, v.due, v.expires
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      AS v(place int, conversation uuid, body text, unasked boolean, track uuid, shows text, due timestamptz, expires timestamptz)
    ORDER BY v.place`;
  const isDelayed = ({ afterSeconds = 0 }: Outbound) => afterSeconds > 0;
  const atOnce = outbound.filter(message => !isDelayed(message)).map(({ conversationId }) => conversationId);
  await deps.queue.knock(transaction, 'deliveries', [...new Set(atOnce)]);
  // The moment that is kept with the message: the knock must not come before it.
  const delayed = Map.groupBy(outbound.filter(isDelayed), dueMs);
  for (const [due, messages] of delayed) {
    const conversationIds = new Set(messages.map(({ conversationId }) => conversationId));
    await deps.queue.knock(transaction, 'deliveries', [...conversationIds], new Date(due));
  }
}
