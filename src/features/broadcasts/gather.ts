import type { Transaction } from '../../database/transaction.ts';
import type { BroadcastFile } from './broadcast-file.ts';
import { chosenPeople, type PlacesOf } from './chosen-people.ts';

/** So many take a fraction of a second, and never the memory of this process. */
const PEOPLE_PER_PORTION = 10_000;

/**
 * Writes down the next of those whom a broadcast is for. Where it had got to is read from what was written: whoever goes on after a crash
 * goes on there.
 *
 * @returns how many there were: none when everybody is written down.
 */
export async function gather(transaction: Transaction, file: BroadcastFile, placesOf: PlacesOf): Promise<number> {
  const last = await transaction.broadcastRecipient.findFirst({
    where: { broadcastId: file.id },
    orderBy: { personId: 'desc' },
    select: { personId: true },
  });
  const portion = { afterId: last?.personId, limit: PEOPLE_PER_PORTION };
  return transaction.$executeRaw`
    INSERT INTO broadcast_recipient (id, broadcast_id, person_id, conversation_id, channel, language)
    SELECT gen_random_uuid(), ${file.id}::uuid, person_id, conversation_id, channel, language
    FROM (${chosenPeople(file, placesOf, portion)}) AS chosen
    ON CONFLICT (broadcast_id, person_id) DO NOTHING`;
}
