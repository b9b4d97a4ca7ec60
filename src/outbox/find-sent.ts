import type { Channel, Placement } from '../channels/channel.ts';
import { SendError } from '../channels/send-error.ts';
import { log } from '../log.ts';

/**
 * Asks the platform for a delivery that was interrupted. Where it can never tell, the message is sent: a repeat is better than a loss;
 * and to change a message twice is no repeat.
 *
 * @returns the platform's id of the message, if it has arrived.
 * @throws SendError when the platform has to be asked again later.
 */
export async function findSent(
  channel: Channel,
  chatId: string,
  placement: Placement & { deliveryId: string },
): Promise<string | undefined> {
  if (!channel.findSent || placement.replacing) return undefined;
  try {
    return await channel.findSent(chatId, placement.deliveryId, placement);
  } catch (error) {
    if (error instanceof SendError && error.retryable)
      throw new SendError({ code: error.code, retryable: true, maybeSent: true });
    log.error({ err: error }, 'the platform could not say whether a message has arrived: it is sent again');
    return undefined;
  }
}
