import { base64 } from '../database/base64.ts';
import type { Queue } from '../database/queue.ts';
import type { Seal } from '../database/seal.ts';
import type { Transaction } from '../database/transaction.ts';
import { aboutIdsOfReply } from '../messages/about-ids.ts';
import { laneOf, writeLaneKey } from './lane.ts';
import type { Outbound } from './outbound.ts';
import { writeShows } from './shows.ts';

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
    const {
      conversationId,
      isUnasked = false,
      isBulk = false,
      afterSeconds,
      trackId = null,
      caseId = null,
      shows = [],
      aboutIds = [],
      ...body
    } = message;
    return {
      place,
      conversation: conversationId,
      lane: laneOf(body),
      body: base64(deps.seal.seal(body)),
      unasked: isUnasked,
      bulk: isBulk,
      track: trackId,
      case: caseId,
      shows: writeShows(shows),
      about: [...new Set([...aboutIds, ...aboutIdsOfReply(message.reply)])],
      due: afterSeconds ? new Date(dueMs(message)) : null,
      expires: new Date(dueMs(message) + expiresAfterSecondsOf(message) * 1000),
    };
  });
  // By hand, since Prisma's own way to insert many rows takes six times as long.
  await transaction.$executeRaw`
    INSERT INTO outbound_message
      (conversation_id, lane, body_sealed, is_unasked, is_bulk, track_id, case_id, about_ids, shows, send_after, expires_at)
    SELECT v.conversation, v.lane, decode(v.body, 'base64'), v.unasked, v.bulk, v.track, v."case", v.about, v.shows, v.due, v.expires
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      AS v(place int, conversation uuid, lane text, body text, unasked boolean, bulk boolean, track uuid, "case" uuid, about uuid[],
           shows text, due timestamptz, expires timestamptz)
    ORDER BY v.place`;
  const isDelayed = ({ afterSeconds = 0 }: Outbound) => afterSeconds > 0;
  const atOnce = Object.groupBy(
    outbound.filter(message => !isDelayed(message)),
    ({ isBulk }) => (isBulk ? 'bulk' : 'rest'),
  );
  await deps.queue.knock(transaction, 'deliveries', keysOf(atOnce.rest));
  await deps.queue.knock(transaction, 'deliveries', keysOf(atOnce.bulk), { yields: true });
  // The moment that is kept with the message: the knock must not come before it.
  for (const [due, messages] of Map.groupBy(outbound.filter(isDelayed), dueMs))
    await deps.queue.knock(transaction, 'deliveries', keysOf(messages), { after: new Date(due) });
}

function keysOf(outbound: Outbound[] = []): string[] {
  return [
    ...new Set(
      outbound.map(message => writeLaneKey({ conversationId: message.conversationId, lane: laneOf(message) })),
    ),
  ];
}

function expiresAfterSecondsOf({ reply, windowId }: Outbound): number {
  const isForm = windowId !== undefined && reply.form !== undefined;
  return reply.expiresAfterSeconds ?? (isForm ? FORM_EXPIRES_AFTER_SECONDS : EXPIRES_AFTER_SECONDS);
}
