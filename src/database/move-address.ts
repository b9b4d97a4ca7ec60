import type { Address, ChannelName } from '../messages/address.ts';
import { joinStranger } from './join-stranger.ts';
import type { LookupHash } from './lookup-hash.ts';
import type { Queue } from './queue.ts';
import type { Seal } from './seal.ts';
import type { Transaction } from './transaction.ts';

interface MoveDeps {
  queue: Queue;
  seal: Seal;
  hash: LookupHash;
}

/**
 * Gives the conversation that is known by one of these addresses another, on another channel too: with everything that belongs to it, what
 * waits to be sent and what its person has agreed to included. Who has written from the new address before we knew whose it is, is joined to it.
 *
 * @param from the likeliest first.
 * @returns false when nobody is known by any of them, or somebody else by the new one (`joinStranger`).
 * @throws Error as `joinStranger` does.
 */
export async function moveAddress(
  { queue, seal, hash }: MoveDeps,
  transaction: Transaction,
  from: Address[],
  to: Address,
): Promise<boolean> {
  const addressHash = hash(to.channel, to.id);
  for (const { channel, id } of from) {
    const known = await transaction.conversation.findFirst({ where: { channel, addressHash: hash(channel, id) } });
    if (!known) continue;
    const stranger = await transaction.conversation.findFirst({ where: { channel: to.channel, addressHash } });
    if (stranger && !(await joinStranger(queue, transaction, stranger, known.id))) return false;
    await transaction.conversation.update({
      where: { id: known.id },
      data: { channel: to.channel, addressHash, addressSealed: seal.seal(to.id), addressGoneAt: null },
    });
    if (channel !== to.channel) await takeAlong(transaction, known, channel, to.channel);
    return true;
  }
  return false;
}

/** On another channel nothing is known of a window that was open on the one before; what somebody agreed to holds for the chat, and goes with it. */
async function takeAlong(
  transaction: Transaction,
  { id: conversationId, personId }: { id: string; personId: string | null },
  before: ChannelName,
  channel: ChannelName,
): Promise<void> {
  await transaction.conversation.update({ where: { id: conversationId }, data: { heardAt: null } });
  if (personId !== null)
    await transaction.consent.updateMany({ where: { personId, channel: before }, data: { channel } });
  await transaction.broadcastRecipient.updateMany({
    where: { conversationId, status: { in: ['waiting', 'queued'] } },
    data: { channel },
  });
}
