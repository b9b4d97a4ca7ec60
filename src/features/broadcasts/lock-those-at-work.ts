import type { Transaction } from '../../database/transaction.ts';
import type { BroadcastFile } from './broadcast-file.ts';
import { readBroadcast } from './broadcast-store.ts';

/**
 * Finds the broadcasts of which something is to be done, or to be learnt, first come first; and holds them for the transaction: whoever
 * pauses one waits a moment, and what was given before is there to be taken back.
 */
export async function lockThoseAtWork(transaction: Transaction, at: Date): Promise<BroadcastFile[]> {
  const rows = await transaction.$queryRaw<{ id: string }[]>`
    SELECT id FROM broadcast
    WHERE status IN ('gathering', 'sending', 'paused') OR status = 'cancelled' AND ended_at IS NULL
       OR status = 'scheduled' AND send_at <= ${at}::timestamptz
    ORDER BY started_at NULLS LAST, id FOR NO KEY UPDATE`;
  const files = [];
  for (const { id } of rows) {
    const file = await readBroadcast(transaction, id);
    if (file) files.push(file);
  }
  return files;
}
