import { SendError } from '../channels/send-error.ts';
import type { Database } from '../database/database.ts';
import type { KnockOutcome } from '../database/queue.ts';
import { type Seal, SealError } from '../database/seal.ts';
import { log } from '../log.ts';
import type { Correspondence } from './correspondence.ts';
import { WINDOW_CLOSED } from './fate.ts';
import type { Delivered } from './outbox-store.ts';
import type { Edge } from './send-chunk.ts';
import { hold, markNoticed } from './window.ts';

interface HoldBackDeps {
  database: Database;
  seal: Seal;
  /** Milliseconds since the epoch. */
  now: () => number;
}

/**
 * Keeps what a closed window does not let through until its person writes, and has them told once that it waits: by a notice, which the
 * platform always takes. Their next turn clears both (`conversation/commit.ts`).
 *
 * @returns `again` when they have written meanwhile, or could not be told yet.
 */
export async function holdBack(
  { database, seal, now }: HoldBackDeps,
  edge: Edge,
  { conversation, letters }: Correspondence,
  { fates }: Delivered,
): Promise<KnockOutcome> {
  const { conversationId, addressSealed, isNoticed } = conversation;
  const heldIds = new Set(fates.flatMap(({ id, reason }) => (reason === WINDOW_CLOSED ? [id] : [])));
  const held = letters.filter(({ message }) => heldIds.has(message.id));
  const replies = held.flatMap(({ message: { id }, body }) =>
    body instanceof SealError ? [] : [{ id, ...body.reply }],
  );
  const keptIds = replies.flatMap(({ id, expiresAfterSeconds }) => (expiresAfterSeconds === undefined ? [id] : []));
  if (!(await hold(database, conversation, keptIds, now()))) return 'again';
  const [first] = replies;
  if (isNoticed || !first || !edge.channel.sendNotice) return 'done';
  try {
    const chatId = String(seal.open(addressSealed));
    if (!(await edge.pacer.turn(chatId))) return 'again';
    await edge.channel.sendNotice(chatId, first.language);
    await markNoticed(database, conversationId, now());
    return 'done';
  } catch (error) {
    const isForLater = error instanceof SendError && error.retryable;
    if (!isForLater) log.error({ err: error, conversationId }, 'nobody could be told that a message waits for them');
    return isForLater ? 'again' : 'done';
  }
}
