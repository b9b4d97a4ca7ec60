import { base64 } from '../database/base64.ts';
import type { Queue } from '../database/queue.ts';
import type { Seal } from '../database/seal.ts';
import type { Transaction } from '../database/transaction.ts';
import { laneOf, writeLaneKey } from './lane.ts';
import type { Outbound } from './outbound.ts';

/** A reply that arrives a day late confuses more than it helps. */
const EXPIRES_AFTER_SECONDS = 24 * 60 * 60;
/** Who has looked at a window for so long without seeing its form has closed it. Words are not lost with it: they go to the chat. */
const FORM_EXPIRES_AFTER_SECONDS = 120;

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
    return {
      place,
      conversation: conversationId,
      lane: laneOf(body),
      body: base64(deps.seal.seal(body)),
      unasked: isUnasked,
      track: trackId,
      shows,
      due: afterSeconds ? new Date(dueMs(message)) : null,
      expires: new Date(dueMs(message) + expiresAfterSecondsOf(message) * 1000),
    };
  });
  // By hand, since Prisma's own way to insert many rows takes six times as long.
  await transaction.$executeRaw`
    INSERT INTO outbound_message (conversation_id, lane, body_sealed, is_unasked, track_id, shows, send_after, expires_at)
    SELECT v.conversation, v.lane, decode(v.body, 'base64'), v.unasked, v.track, v.shows, v.due, v.expires
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      AS v(place int, conversation uuid, lane text, body text, unasked boolean, track uuid, shows text, due timestamptz, expires timestamptz)
    ORDER BY v.place`;
  const isDelayed = ({ afterSeconds = 0 }: Outbound) => afterSeconds > 0;
  const keyOf = (message: Outbound) => writeLaneKey({ conversationId: message.conversationId, lane: laneOf(message) });
  const atOnce = outbound.filter(message => !isDelayed(message)).map(keyOf);
  await deps.queue.knock(transaction, 'deliveries', [...new Set(atOnce)]);
  // The moment that is kept with the message: the knock must not come before it.
  for (const message of outbound.filter(isDelayed))
    await deps.queue.knock(transaction, 'deliveries', [keyOf(message)], new Date(dueMs(message)));
}

function expiresAfterSecondsOf({ reply, windowId }: Outbound): number {
  const isForm = windowId !== undefined && reply.form !== undefined;
  return reply.expiresAfterSeconds ?? (isForm ? FORM_EXPIRES_AFTER_SECONDS : EXPIRES_AFTER_SECONDS);
}
