import type { Transaction } from '../../database/transaction.ts';
import type { BroadcastFile } from './broadcast-file.ts';
import { readBroadcast } from './broadcast-store.ts';
import { isDue } from './is-due.ts';

/**
 * Finds the broadcasts of which something is to be done, or to be learnt, first come first; and holds them for the transaction: whoever
 * pauses one waits a moment, and what was given before is there to be taken back.
 */
export async function lockThoseAtWork(transaction: Transaction, at: Date): Promise<BroadcastFile[]> {
  const rows = await transaction.$queryRaw<{ id: string }[]>`
    SELECT b.id FROM broadcast b
    WHERE b.status IN ('gathering', 'sending', 'paused') OR b.status = 'cancelled' AND b.ended_at IS NULL OR ${isDue(at)}
    ORDER BY b.started_at NULLS LAST, b.id FOR NO KEY UPDATE OF b`;
  const files = [];
  for (const { id } of rows) {
    const file = await readBroadcast(transaction, id);
    if (file) files.push(file);
  }
  return files;
}
