import { hasNotBegun } from '../database/not-begun.ts';
import type { Queue } from '../database/queue.ts';
import type { Seal, Sealed } from '../database/seal.ts';
import type { Transaction } from '../database/transaction.ts';
import { RECIPIENT_GONE } from '../messages/recipient-gone.ts';
import { Overtaken, type Redirect } from '../messages/turn.ts';
import type { OutboundBody } from './outbound.ts';
import { readShows } from './shows.ts';

interface Waiting {
  bodySealed: Sealed;
  shows: string | null;
  channel: string;
}

/**
 * Gives a message that waits in one chat of a person to another of theirs, with why it comes there. It is the same message, so that it is there
 * or here, and never in both: what is with a platform at this moment, or may have arrived, stays where it is.
 *
 * @returns what is to be shown anew.
 * @throws Overtaken when it has begun to go, or the other chat is not its person's any more.
 */
export async function redirect(
  { queue, seal }: { queue: Queue; seal: Seal },
  transaction: Transaction,
  { outboundId, conversationId, why }: Redirect,
): Promise<string[]> {
  const [waiting] = await transaction.$queryRaw<Waiting[]>`
    SELECT o.body_sealed AS "bodySealed", o.shows, c.channel
    FROM outbound_message o
    JOIN conversation c ON c.id = o.conversation_id
    JOIN conversation other ON other.id = ${conversationId}::uuid AND other.person_id = c.person_id
    WHERE o.id = ${outboundId}::bigint AND ${hasNotBegun}
      AND (o.status = 'queued' OR o.status = 'failed' AND o.reason = ${RECIPIENT_GONE})
    FOR UPDATE`;
  if (!waiting) throw new Overtaken('The message has begun to go, or its person has another chat no longer.');
  const body = withReason(seal.open(waiting.bodySealed) as OutboundBody, why);
  await transaction.$executeRaw`
    UPDATE outbound_message
    SET conversation_id = ${conversationId}::uuid, body_sealed = ${seal.seal(body)}, meant_for = ${waiting.channel},
        status = 'queued', reason = NULL
    WHERE id = ${outboundId}::bigint`;
  await queue.knock(transaction, 'deliveries', [conversationId]);
  return readShows(waiting.shows);
}

/** A file alone says nothing: it comes behind words that do. What it answered is in the other chat. */
function withReason({ answers: _, replacesMessageId: __, ...body }: OutboundBody, why: string): OutboundBody {
  const { reply } = body;
  return reply.text === '' ? body : { ...body, reply: { ...reply, text: `${why}\n\n${reply.text}` } };
}
