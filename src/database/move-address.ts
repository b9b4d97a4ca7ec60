import type { Address } from '../messages/address.ts';
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
 * waits to be sent included. Who has written from the new address before we knew whose it is, is joined to it.
 *
 * @param from the likeliest first.
 * @throws Error as `joinStranger` does.
 */
export async function moveAddress(
  { queue, seal, hash }: MoveDeps,
  transaction: Transaction,
  from: Address[],
  to: Address,
): Promise<void> {
  const addressHash = hash(to.channel, to.id);
  for (const { channel, id } of from) {
    const known = await transaction.conversation.findFirst({ where: { channel, addressHash: hash(channel, id) } });
    if (!known) continue;
    const stranger = await transaction.conversation.findFirst({ where: { channel: to.channel, addressHash } });
    if (stranger && !(await joinStranger(queue, transaction, stranger, known.id))) return;
    await transaction.conversation.update({
      where: { id: known.id },
      data: { channel: to.channel, addressHash, addressSealed: seal.seal(to.id), addressGoneAt: null },
    });
    return;
  }
}
