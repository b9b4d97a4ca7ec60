import { findOrCreateConversations } from '../database/conversations.ts';
import type { LookupHash } from '../database/lookup-hash.ts';
import type { Queue } from '../database/queue.ts';
import type { Seal } from '../database/seal.ts';
import type { Transaction } from '../database/transaction.ts';
import { Overtaken, type Post, type Turn } from '../messages/turn.ts';
import { enqueue } from './enqueue.ts';
import type { Outbound } from './outbound.ts';
import { redirect } from './redirect.ts';
import { takeBack } from './take-back.ts';

export interface CarryOutDeps {
  queue: Queue;
  seal: Seal;
  hash: LookupHash;
}

/** What turns want done beyond their conversations. */
type Wishes = Partial<Pick<Turn<Transaction>, 'writes' | 'posts' | 'shows' | 'takesBack' | 'redirects' | 'feeds'>> & {
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
  const redirected: string[] = [];
  for (const each of turns.flatMap(({ redirects = [] }) => redirects))
    redirected.push(...(await redirect(deps, transaction, each)));
  const shows = new Set([...turns.flatMap(turn => turn.shows ?? []), ...takenBack, ...redirected]);
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
  for (const post of posts) if (post.caseId !== undefined) await mustBeItsMembers(transaction, post.to, post.caseId);
  const found = rooms.length === 0 ? [] : await findOrCreateConversations(deps, transaction, rooms, 'rooms');
  return posts.map(({ to, ...post }) => {
    if ('conversationId' in to) return { ...post, conversationId: to.conversationId, isUnasked };
    return { ...post, conversationId: found.shift()?.conversationId as string };
  });
}

/**
 * What tells of a case goes to its member alone: a chat that was theirs when the turn was thought may have become a stranger's.
 *
 * @throws Overtaken when it has.
 */
async function mustBeItsMembers(transaction: Transaction, to: Post['to'], caseId: string): Promise<void> {
  const theirs =
    'conversationId' in to
      ? await transaction.$queryRaw<object[]>`
          SELECT c.id FROM conversation c JOIN support_case s ON s.person_id = c.person_id
          WHERE c.id = ${to.conversationId}::uuid AND s.id = ${caseId}::uuid FOR SHARE OF c`
      : [];
  if (theirs.length === 0) throw new Overtaken('The chat is not that member’s any more: the turn is thought again.');
}
