import type { Address } from '../messages/address.ts';
import { base64 } from './base64.ts';
import type { LookupHash } from './lookup-hash.ts';
import type { Seal, Sealed } from './seal.ts';
import type { Transaction } from './transaction.ts';

/** The conversation behind an address. */
export interface FoundConversation {
  conversationId: string;
  /** Null for a room of staff, which is nobody's. */
  personId: string | null;
}

/**
 * Finds the conversation of each address, in the same order. Where there is none it is made: a person's with a person to it, a room's
 * without. What we have written to without knowing who it is has been a room until now: a person's gets its person.
 */
export async function findOrCreateConversations(
  { seal, hash }: { seal: Seal; hash: LookupHash },
  transaction: Transaction,
  addresses: Address[],
  of: 'people' | 'rooms' = 'people',
): Promise<FoundConversation[]> {
  const hashed = addresses.map(address => ({ address, addressHash: hash(address.channel, address.id) }));
  const known = await find(
    transaction,
    hashed.map(({ addressHash }) => addressHash),
  );
  if (of === 'people') await giveSpeakers(transaction, known);
  const strangers = new Map(
    hashed
      .filter(({ addressHash }) => !known.has(base64(addressHash)))
      .map(entry => [base64(entry.addressHash), entry]),
  );
  if (strangers.size > 0) {
    const people = of === 'people' ? await createPeople(transaction, strangers.size) : [];
    await transaction.conversation.createMany({
      // Another process may have met the same stranger a moment ago: then theirs stands.
      skipDuplicates: true,
      data: Array.from(strangers.values(), ({ address, addressHash }, index) => ({
        personId: people[index]?.id ?? null,
        channel: address.channel,
        addressHash,
        addressSealed: seal.seal(address.id),
      })),
    });
    const made = await find(
      transaction,
      Array.from(strangers.values(), ({ addressHash }) => addressHash),
    );
    for (const [key, conversation] of made) known.set(key, conversation);
  }
  return hashed.map(({ addressHash }) => known.get(base64(addressHash)) as FoundConversation);
}

/** Somebody speaks to us in a room that we have only written to: from now on it is a group, with a person that stands for those in it. */
async function giveSpeakers(transaction: Transaction, known: Map<string, FoundConversation>): Promise<void> {
  for (const conversation of known.values()) {
    if (conversation.personId !== null) continue;
    const [person] = await createPeople(transaction, 1);
    if (!person) continue;
    const { conversationId: id } = conversation;
    await transaction.conversation.updateMany({ where: { id, personId: null }, data: { personId: person.id } });
    const { personId } = await transaction.conversation.findUniqueOrThrow({ where: { id } });
    if (personId !== person.id) await transaction.person.delete({ where: { id: person.id } });
    conversation.personId = personId;
  }
}

function createPeople(transaction: Transaction, count: number): Promise<{ id: string }[]> {
  return transaction.person.createManyAndReturn({
    data: Array.from({ length: count }, () => ({})),
    select: { id: true },
  });
}

async function find(transaction: Transaction, hashes: Sealed[]): Promise<Map<string, FoundConversation>> {
  const found = await transaction.conversation.findMany({
    where: { addressHash: { in: hashes } },
    select: { id: true, personId: true, addressHash: true },
  });
  return new Map(found.map(({ id, personId, addressHash }) => [base64(addressHash), { conversationId: id, personId }]));
}
