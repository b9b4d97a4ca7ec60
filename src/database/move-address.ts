import type { Address } from '../messages/address.ts';
import type { LookupHash } from './lookup-hash.ts';
import type { Seal } from './seal.ts';
import type { Transaction } from './transaction.ts';

/**
 * Gives the conversation that is known by one of these addresses another, on another channel too: with everything that belongs to it, what
 * waits to be sent included. Where somebody is at the new address already, nothing moves.
 *
 * @param from the likeliest first.
 */
export async function moveAddress(
  { seal, hash }: { seal: Seal; hash: LookupHash },
  transaction: Transaction,
  from: Address[],
  to: Address,
): Promise<void> {
  const addressHash = hash(to.channel, to.id);
  if ((await transaction.conversation.count({ where: { addressHash } })) > 0) return;
  for (const { channel, id } of from) {
    const { count } = await transaction.conversation.updateMany({
      where: { channel, addressHash: hash(channel, id) },
      data: { channel: to.channel, addressHash, addressSealed: seal.seal(to.id), addressGoneAt: null },
    });
    if (count > 0) return;
  }
}
