import { findOrCreateConversations } from '../../database/conversations.ts';
import type { LookupHash } from '../../database/lookup-hash.ts';
import type { Seal } from '../../database/seal.ts';
import type { Transaction } from '../../database/transaction.ts';
import type { Address } from '../../messages/address.ts';

/** Finds whose an address is, or meets them: the id of their person. */
export type PersonAt = (transaction: Transaction, address: Address) => Promise<string>;

/** Makes what finds the person behind an address who need not have written to us yet, as when a lead invites them. */
export function createPersonAt(deps: { hash: LookupHash; seal: Seal }): PersonAt {
  return async (transaction, address) => {
    const [found] = await findOrCreateConversations(deps, transaction, [address]);
    if (!found?.personId) throw new Error('Somebody was met without a person: look at findOrCreateConversations.');
    return found.personId;
  };
}
