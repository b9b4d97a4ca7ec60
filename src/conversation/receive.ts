import type { Receive } from '../channels/channel.ts';
import { base64 } from '../database/base64.ts';
import { Prisma } from '../database/client/client.ts';
import { findOrCreateConversations } from '../database/conversations.ts';
import type { Database } from '../database/database.ts';
import { inBatches } from '../database/in-batches.ts';
import type { LookupHash } from '../database/lookup-hash.ts';
import { moveAddress } from '../database/move-address.ts';
import type { Queue } from '../database/queue.ts';
import type { Seal } from '../database/seal.ts';
import type { Transaction } from '../database/transaction.ts';
import { aboutIdsOfContent } from '../messages/about-ids.ts';
import type { Inbound } from '../messages/inbound.ts';

/** So many share a statement at most; more would hold the database too long. */
const BATCH_SIZE_MAX = 100;

/**
 * Makes the way in. What arrives is stored, once for each (channel, external id), and its conversation is given a knock, together or not
 * at all. Those that arrive while others are stored share the next statement.
 */
export function createReceive(deps: { database: Database; queue: Queue; seal: Seal; hash: LookupHash }): Receive {
  const { database, queue, seal, hash } = deps;

  async function store(inbounds: Inbound[]): Promise<void> {
    const strangers = await storeKnown(database.prisma, inbounds);
    if (strangers.length === 0) return;
    await database.prisma.$transaction(async transaction => {
      for (const { from, alsoKnownAs = [] } of strangers)
        if (alsoKnownAs.length > 0) await moveAddress(deps, transaction, alsoKnownAs, from);
      const addresses = strangers.map(({ from }) => from);
      await findOrCreateConversations({ seal, hash }, transaction, addresses);
      await storeKnown(transaction, strangers);
    });
  }

  /**
   * Stores what comes from those we know, once, with its knocks: one statement, by hand, since Prisma's own way takes six times as long.
   *
   * @returns what came from people we do not know.
   */
  async function storeKnown(transaction: Transaction, inbounds: Inbound[]): Promise<Inbound[]> {
    const rows = inbounds.map((inbound, place) => ({
      place,
      channel: inbound.from.channel,
      address: base64(hash(inbound.from.channel, inbound.from.id)),
      external: base64(hash(inbound.from.channel, inbound.externalId)),
      body: base64(seal.seal(inbound)),
      about: aboutIdsOfContent(inbound.content),
    }));
    const [arrived] = await transaction.$queryRaw<{ knownPlaces: number[] }[]>`
      WITH arrived AS (
        SELECT v.*, c.id AS conversation_id
        FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
          AS v(place int, channel text, address text, external text, body text, about uuid[])
        JOIN conversation c ON c.channel = v.channel AND c.address_hash = decode(v.address, 'base64') AND c.person_id IS NOT NULL
      ), stored AS (
        INSERT INTO inbound_message (conversation_id, channel, external_id_hash, body_sealed, about_ids)
        SELECT conversation_id, channel, decode(external, 'base64'), decode(body, 'base64'), about FROM arrived ORDER BY place
        ON CONFLICT DO NOTHING
        RETURNING conversation_id
      )
      SELECT array(SELECT place FROM arrived) AS "knownPlaces",
             ${queue.knocking('turns', Prisma.sql`array(SELECT conversation_id::text FROM stored)`)} AS knocks`;
    return inbounds.filter((_, place) => !arrived?.knownPlaces.includes(place));
  }

  return inBatches(BATCH_SIZE_MAX, store);
}
