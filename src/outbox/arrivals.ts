import type { News } from '../channels/channel.ts';
import type { Database } from '../database/database.ts';
import { inBatches } from '../database/in-batches.ts';
import type { LookupHash } from '../database/lookup-hash.ts';
import type { Queue } from '../database/queue.ts';
import { readDeliveryId } from './delivery-id.ts';

type Arrival = Extract<News, { kind: 'arrived' }>;

/** What is known of one message, of all that was told. */
interface Progress {
  id: string;
  /** So many chunks are with the platform for sure. */
  chunks: number;
  deliveredAt: Date | null;
  readAt: Date | null;
}

const BATCH_SIZE_MAX = 100;

/**
 * Makes what keeps how far messages have come. It only ever goes forward, so that it does not matter in which order, or how often, a platform
 * tells. A chunk that is known to be with the platform is not sent again, though its answer was lost.
 */
export function createNoteArrival(deps: {
  database: Database;
  queue: Queue;
  hash: LookupHash;
}): (arrival: Arrival) => Promise<void> {
  const { database, queue, hash } = deps;
  return inBatches(BATCH_SIZE_MAX, async (arrivals: Arrival[]) => {
    const rows = progressOf(hash, arrivals);
    if (rows.length === 0) return;
    await database.prisma.$transaction(async transaction => {
      const changed = await transaction.$queryRaw<{ shows: string | null }[]>`
        UPDATE outbound_message o
        SET chunks_sent = CASE WHEN o.status IN ('queued', 'sending') THEN GREATEST(o.chunks_sent, v.chunks) ELSE o.chunks_sent END,
            delivered_at = COALESCE(o.delivered_at, v."deliveredAt"), read_at = COALESCE(o.read_at, v."readAt")
        FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
          AS v(id bigint, chunks int, "deliveredAt" timestamptz, "readAt" timestamptz)
        WHERE o.id = v.id
          AND (o.status IN ('queued', 'sending') AND o.chunks_sent < v.chunks
            OR o.delivered_at IS NULL AND v."deliveredAt" IS NOT NULL OR o.read_at IS NULL AND v."readAt" IS NOT NULL)
        RETURNING o.shows`;
      await queue.knock(transaction, 'shows', [...new Set(changed.flatMap(({ shows }) => shows ?? []))]);
    });
  });
}

/** A message has arrived when its last chunk has. What is none of ours is left out. */
function progressOf(hash: LookupHash, arrivals: Arrival[]): Progress[] {
  const progress = new Map<bigint, Progress>();
  for (const { deliveryId, how, atMs } of arrivals) {
    const delivery = readDeliveryId(hash, deliveryId);
    if (!delivery) continue;
    const { outboundId, index, count } = delivery;
    const known = progress.get(outboundId) ?? { id: String(outboundId), chunks: 0, deliveredAt: null, readAt: null };
    progress.set(outboundId, known);
    known.chunks = Math.max(known.chunks, index + 1);
    const isWhole = index + 1 === count;
    if (isWhole && how !== 'taken') known.deliveredAt ??= new Date(atMs);
    if (isWhole && how === 'read') known.readAt ??= new Date(atMs);
  }
  // Rows are locked in one order, so that no two batches wait for each other.
  return [...progress.values()].sort((a, b) => Number(BigInt(a.id) - BigInt(b.id)));
}
