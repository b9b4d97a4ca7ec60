import { findOrCreateConversations } from '../database/conversations.ts';
import type { LookupHash } from '../database/lookup-hash.ts';
import type { Queue } from '../database/queue.ts';
import type { Seal } from '../database/seal.ts';
import type { Transaction } from '../database/transaction.ts';
import type { Post, Turn } from '../messages/turn.ts';
import { enqueue } from './enqueue.ts';
import type { Outbound } from './outbound.ts';
import { takeBack } from './take-back.ts';

export interface CarryOutDeps {
  queue: Queue;
  seal: Seal;
  hash: LookupHash;
}

/** What turns want done beyond their conversations. */
type Wishes = Partial<Pick<Turn<Transaction>, 'writes' | 'posts' | 'shows' | 'takesBack' | 'feeds'>> & {
  /** By our own ids, what the turn is about: so is what it says to others. */
  aboutIds?: string[];
};

/**
 * Carries out what turns want done: writes, what is taken back, what is said to whom, and what is to be shown anew; in the caller's
 * transaction. What nobody wishes costs no query.
 *
 * @param replies what is said in the turns' own conversations.
 * @param isUnasked true when nobody's inbound led to it.
 */
export async function carryOut(
  deps: CarryOutDeps,
  transaction: Transaction,
  turns: Wishes[],
  { replies = [], isUnasked = false }: { replies?: Outbound[]; isUnasked?: boolean } = {},
): Promise<void> {
  const writes = turns.flatMap(turn => turn.writes ?? []);
  for (const write of writes) write.announce?.(transaction);
  for (const write of writes) await write.apply(transaction);
  const takenBack = await takeBack(
    transaction,
    turns.flatMap(({ takesBack = [] }) => takesBack),
  );
  const posts = await addressed(
    deps,
    transaction,
    turns.flatMap(({ posts = [], aboutIds = [] }) => posts.map(post => ({ ...post, aboutIds }))),
    isUnasked,
  );
  await enqueue(deps, transaction, [...replies, ...posts]);
  const shows = new Set([...turns.flatMap(turn => turn.shows ?? []), ...takenBack]);
  await deps.queue.knock(transaction, 'shows', [...shows]);
  await deps.queue.knock(transaction, 'feeds', [...new Set(turns.flatMap(turn => turn.feeds ?? []))]);
}

/** Finds the conversation of each post. Only people can be held in a loop: in a room of staff much may happen. */
async function addressed(
  deps: CarryOutDeps,
  transaction: Transaction,
  posts: (Post & Pick<Outbound, 'aboutIds'>)[],
  isUnasked: boolean,
): Promise<Outbound[]> {
  const rooms = posts.flatMap(({ to }) => ('roomId' in to ? [{ channel: to.channel, id: to.roomId }] : []));
  const found = rooms.length === 0 ? [] : await findOrCreateConversations(deps, transaction, rooms, 'rooms');
  return posts.map(({ to, ...post }) => {
    if ('conversationId' in to) return { ...post, conversationId: to.conversationId, isUnasked };
    return { ...post, conversationId: found.shift()?.conversationId as string };
  });
}
