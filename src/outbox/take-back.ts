import type { Transaction } from '../database/transaction.ts';
import { readShows } from './shows.ts';

/**
 * Takes back what still waits to be sent. What is with the platform already, or has begun to arrive, stays as it is.
 *
 * @returns what is to be shown anew.
 */
export async function takeBack(transaction: Transaction, trackIds: string[]): Promise<string[]> {
  if (trackIds.length === 0) return [];
  const taken = await transaction.outboundMessage.updateManyAndReturn({
    where: { trackId: { in: trackIds }, status: 'queued', chunksSent: 0 },
    data: { status: 'takenBack' },
    select: { shows: true },
  });
  return taken.flatMap(({ shows }) => readShows(shows));
}
