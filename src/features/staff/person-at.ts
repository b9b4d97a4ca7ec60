import type { LookupHash } from '../../database/lookup-hash.ts';
import type { Seal } from '../../database/seal.ts';
import type { Transaction } from '../../database/transaction.ts';
import type { Address } from '../../messages/address.ts';

/** Finds whose an address is, or meets them: the id of their person. */
export type PersonAt = (transaction: Transaction, address: Address) => Promise<string>;

/** Makes what finds the person behind an address who need not have written to us yet, as when a lead invites them. */
export function createPersonAt({ hash, seal }: { hash: LookupHash; seal: Seal }): PersonAt {
  return async (transaction, { channel, id }) => {
    const where = { channel_addressHash: { channel, addressHash: hash(channel, id) } };
    const known = await transaction.conversation.findUnique({ where, select: { personId: true } });
    if (known?.personId) return known.personId;
    const { id: personId } = await transaction.person.create({ data: {}, select: { id: true } });
    await transaction.conversation.createMany({
      data: { personId, ...where.channel_addressHash, addressSealed: seal.seal(id) },
      // They may have written a moment ago: then they are who wrote.
      skipDuplicates: true,
    });
    // What we have written to without knowing who it is has been a room until now.
    await transaction.conversation.updateMany({
      where: { ...where.channel_addressHash, personId: null },
      data: { personId },
    });
    const met = await transaction.conversation.findUniqueOrThrow({ where, select: { personId: true } });
    if (met.personId !== personId) await transaction.person.delete({ where: { id: personId } });
    return met.personId ?? personId;
  };
}
