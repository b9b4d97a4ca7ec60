import type { Channel, Placement } from '../channels/channel.ts';
import { SendError } from '../channels/send-error.ts';
import type { Database } from '../database/database.ts';
import { log } from '../log.ts';
import { booked } from './booked.ts';
import { type ClaimedMessage, isAloneSince } from './outbox-store.ts';

interface Interrupted {
  message: ClaimedMessage;
  conversationId: string;
  chatId: string;
  placement: Placement & { deliveryId: string };
}

/**
 * Asks the platform for a delivery that was interrupted. Where it can never tell, the message is sent: a repeat is better than a loss;
 * and to change a message twice is no repeat.
 *
 * @returns the platform's id of the message, if it has arrived.
 * @throws SendError when the platform has to be asked again later.
 */
export async function findSent(
  database: Database,
  channel: Channel,
  { message, conversationId, chatId, placement }: Interrupted,
): Promise<string | undefined> {
  if (!channel.findSent || placement.replacing) return undefined;
  const behind = await booked(foundBehind(database, message, conversationId), { maybeSent: true });
  try {
    return await channel.findSent(chatId, placement.deliveryId, { ...placement, ...(behind && { behind }) });
  } catch (error) {
    if (error instanceof SendError && error.retryable)
      throw new SendError({ code: error.code, retryable: true, maybeSent: true });
    log.error({ err: error }, 'the platform could not say whether a message has arrived: it is sent again');
    return undefined;
  }
}

/** @returns behind which message of the platform anything from us in that chat is this one; undefined when it may be something else. */
async function foundBehind(
  database: Database,
  message: ClaimedMessage,
  conversationId: string,
): Promise<string | undefined> {
  const { begunBehind: newest, chunksSent } = message;
  if (!newest || chunksSent > 0) return undefined;
  return (await isAloneSince(database, message, conversationId, newest.atMs)) ? newest.messageId : undefined;
}
