import type { Receive } from '../channels/channel.ts';
import { findOrCreateConversations } from '../database/conversations.ts';
import type { Database } from '../database/database.ts';
import type { LookupHash } from '../database/lookup-hash.ts';
import type { Queue } from '../database/queue.ts';
import type { Seal } from '../database/seal.ts';
import type { Transaction } from '../database/transaction.ts';
import type { Inbound } from '../messages/inbound.ts';

interface Waiting {
  inbound: Inbound;
  resolve(): void;
  reject(error: unknown): void;
}

/** So many share a transaction at most; more would hold the database too long. */
const BATCH_SIZE_MAX = 100;

/**
 * Makes the way in. What arrives is stored, once for each (channel, external id), and its conversation is given a knock, in one
 * transaction. Those that arrive while another transaction runs share the next one.
 */
export function createReceive(deps: { database: Database; queue: Queue; seal: Seal; hash: LookupHash }): Receive {
  const { database, queue, seal, hash } = deps;
  const waiting: Waiting[] = [];
  let storing = false;

  async function storeWaiting(): Promise<void> {
    storing = true;
    while (waiting.length > 0) {
      const batch = waiting.splice(0, BATCH_SIZE_MAX);
      try {
        await database.prisma.$transaction(transaction =>
          store(
            transaction,
            batch.map(({ inbound }) => inbound),
          ),
        );
        for (const { resolve } of batch) resolve();
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    storing = false;
  }

  async function store(transaction: Transaction, inbounds: Inbound[]): Promise<void> {
    const conversations = await findOrCreateConversations(
      { seal, hash },
      transaction,
      inbounds.map(({ from }) => from),
    );
    const stored = await transaction.inboundMessage.createManyAndReturn({
      skipDuplicates: true,
      select: { conversationId: true },
      data: inbounds.map((inbound, index) => ({
        conversationId: conversations[index]?.conversationId as string,
        channel: inbound.from.channel,
        externalIdHash: hash(inbound.from.channel, inbound.externalId),
        bodySealed: seal.seal(inbound),
      })),
    });
    await queue.knock(
      transaction,
      'turns',
      stored.map(row => row.conversationId),
    );
  }

  return inbound =>
    new Promise((resolve, reject) => {
      waiting.push({ inbound, resolve, reject });
      if (!storing) void storeWaiting();
    });
}
