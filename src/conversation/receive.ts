import type { Receive } from '../channels/channel.ts';
import { base64 } from '../database/base64.ts';
import { findOrCreateConversations } from '../database/conversations.ts';
import type { Database } from '../database/database.ts';
import { inBatches } from '../database/in-batches.ts';
import type { LookupHash } from '../database/lookup-hash.ts';
import { moveAddress } from '../database/move-address.ts';
import type { Queue } from '../database/queue.ts';
import type { Seal } from '../database/seal.ts';
import type { Transaction } from '../database/transaction.ts';
import type { Inbound } from '../messages/inbound.ts';

interface Inserted {
  knownPlaces: number[];
  conversationIds: string[];
}

/** So many share a transaction at most; more would hold the database too long. */
const BATCH_SIZE_MAX = 100;

/**
 * Makes the way in. What arrives is stored, once for each (channel, external id), and its conversation is given a knock, in one
 * transaction. Those that arrive while another transaction runs share the next one.
 */
export function createReceive(deps: { database: Database; queue: Queue; seal: Seal; hash: LookupHash }): Receive {
  const { database, queue, seal, hash } = deps;

  async function store(transaction: Transaction, inbounds: Inbound[]): Promise<void> {
    const { knownPlaces, conversationIds } = await insert(transaction, inbounds);
    const ofStrangers = inbounds.filter((_, place) => !knownPlaces.includes(place));
    if (ofStrangers.length > 0) {
      for (const { from, alsoKnownAs = [] } of ofStrangers)
        if (alsoKnownAs.length > 0) await moveAddress(deps, transaction, alsoKnownAs, from);
      const addresses = ofStrangers.map(({ from }) => from);
      await findOrCreateConversations({ seal, hash }, transaction, addresses);
      conversationIds.push(...(await insert(transaction, ofStrangers)).conversationIds);
    }
    await queue.knock(transaction, 'turns', conversationIds);
  }

  /**
   * Stores what comes from those we know, once: one statement, by hand, since Prisma's own way takes six times as long.
   *
   * @returns the places, among those given, of what came from people we know; and the conversation of each that was new.
   */
  async function insert(transaction: Transaction, inbounds: Inbound[]): Promise<Inserted> {
    const rows = inbounds.map((inbound, place) => ({
      place,
      channel: inbound.from.channel,
      address: base64(hash(inbound.from.channel, inbound.from.id)),
      external: base64(hash(inbound.from.channel, inbound.externalId)),
      body: base64(seal.seal(inbound)),
    }));
    const [inserted] = await transaction.$queryRaw<Inserted[]>`
      WITH arrived AS (
        SELECT v.*, c.id AS conversation_id
        FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
          AS v(place int, channel text, address text, external text, body text)
        JOIN conversation c ON c.channel = v.channel AND c.address_hash = decode(v.address, 'base64') AND c.person_id IS NOT NULL
      ), stored AS (
        INSERT INTO inbound_message (conversation_id, channel, external_id_hash, body_sealed)
        SELECT conversation_id, channel, decode(external, 'base64'), decode(body, 'base64') FROM arrived ORDER BY place
        ON CONFLICT DO NOTHING
        RETURNING conversation_id
      )
      SELECT array(SELECT place FROM arrived) AS "knownPlaces", array(SELECT conversation_id FROM stored) AS "conversationIds"`;
    return inserted ?? { knownPlaces: [], conversationIds: [] };
  }

  return inBatches(BATCH_SIZE_MAX, inbounds =>
    database.prisma.$transaction(transaction => store(transaction, inbounds)),
  );
}
