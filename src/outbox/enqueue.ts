import type { Queue } from '../database/queue.ts';
import type { Seal } from '../database/seal.ts';
import type { Transaction } from '../database/transaction.ts';
import type { Outbound } from './outbound.ts';
import { dueMs, keysOf, storing } from './storing.ts';

/** Puts replies into the outbox with their delivery jobs, in the caller's transaction: they are sent if and only if it commits. */
export async function enqueue(
  deps: { queue: Queue; seal: Seal },
  transaction: Transaction,
  outbound: Outbound[],
): Promise<void> {
  if (outbound.length === 0) return;
  const nowMs = Date.now();
  await transaction.$executeRaw(storing(deps.seal, outbound, nowMs));
  const isDelayed = ({ afterSeconds = 0 }: Outbound) => afterSeconds > 0;
  const atOnce = Object.groupBy(
    outbound.filter(message => !isDelayed(message)),
    ({ isBulk }) => (isBulk ? 'bulk' : 'rest'),
  );
  await deps.queue.knock(transaction, 'deliveries', keysOf(atOnce.rest));
  await deps.queue.knock(transaction, 'deliveries', keysOf(atOnce.bulk), { yields: true });
  // The moment that is kept with the message: the knock must not come before it.
  for (const [due, messages] of Map.groupBy(outbound.filter(isDelayed), message => dueMs(message, nowMs)))
    await deps.queue.knock(transaction, 'deliveries', keysOf(messages), { after: new Date(due) });
}
