import type { News } from '../channels/channel.ts';
import type { Database } from '../database/database.ts';
import type { LookupHash } from '../database/lookup-hash.ts';
import type { Queue } from '../database/queue.ts';
import type { Transaction } from '../database/transaction.ts';
import { RECIPIENT_GONE } from '../messages/recipient-gone.ts';
import { readDeliveryId } from './delivery-id.ts';
import { readShows } from './shows.ts';

type Refusal = Extract<News, { kind: 'refused' }>;

interface Row {
  conversation_id: string;
  status: string;
  shows: string | null;
  sent_at: Date | null;
}

const RETRY_SECONDS = 5;

/**
 * Keeps that a platform has refused what it had taken: what may go later waits again, from the chunk that was refused, the rest has failed.
 * It counts for the attempt that it is about alone, so that news that comes again repeats nothing.
 *
 * @throws Error while that attempt is still being booked: the platform brings its news again.
 */
export async function noteRefusal(
  { database, queue, hash }: { database: Database; queue: Queue; hash: LookupHash },
  { deliveryId, attempt, facts }: Refusal,
): Promise<void> {
  const delivery = readDeliveryId(hash, deliveryId);
  if (!delivery) return;
  const { outboundId: id, index } = delivery;
  await database.prisma.$transaction(async transaction => {
    const [row] = await transaction.$queryRaw<Row[]>`
      SELECT conversation_id, status::text, shows, sent_at FROM outbound_message
      WHERE id = ${id} AND attempts = ${attempt} AND delivered_at IS NULL FOR UPDATE`;
    if (row?.status === 'sending')
      throw new Error('A message was refused before it was booked as sent: tell it again.');
    if (row?.status !== 'sent') return;
    const { conversation_id: conversationId, sent_at: sentAt } = row;
    const isWaiting = facts.retryable || facts.windowClosed === true;
    await transaction.outboundMessage.update({
      where: { id },
      data: {
        status: isWaiting ? 'queued' : 'failed',
        reason: !isWaiting && facts.recipientGone ? RECIPIENT_GONE : facts.code,
        sentAt: null,
        chunksSent: index,
      },
    });
    await noteOfPerson(transaction, conversationId, sentAt, facts);
    const { retryAfterSeconds = RETRY_SECONDS } = facts;
    if (isWaiting)
      await queue.knock(transaction, 'deliveries', [conversationId], {
        after: facts.windowClosed ? 0 : retryAfterSeconds,
      });
    else await queue.knock(transaction, 'shows', readShows(row.shows));
  });
}

/** What it says of the person holds only if they have not written since. */
async function noteOfPerson(
  transaction: Transaction,
  id: string,
  sentAt: Date | null,
  { windowClosed, recipientGone }: Refusal['facts'],
): Promise<void> {
  const now = new Date();
  const data = { ...(windowClosed && { heldSince: now }), ...(recipientGone && { addressGoneAt: now }) };
  if (Object.keys(data).length === 0) return;
  await transaction.conversation.updateMany({
    where: { id, OR: [{ heardAt: null }, { heardAt: { lte: sentAt ?? now } }] },
    data,
  });
}
