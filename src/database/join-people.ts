import { Overtaken } from '../messages/turn.ts';
import type { Conversation, Person } from './client/client.ts';
import { joinRegistrations } from './join-registrations.ts';
import type { Queue } from './queue.ts';
import type { Transaction } from './transaction.ts';

/** Two people who turned out to be one. */
export interface JoinedPeople {
  /** Whose everything is from now on. */
  keptId: string;
  /** Who is no more. */
  goneId: string;
}

/**
 * Makes two people one: the chats, cases, places, consents and introductions of one become the other's, what is known of one fills what is not
 * known of the other, and no place is kept twice. A turn that was thought in a chat that changes hands is thought again.
 *
 * @throws Overtaken when they cannot be joined any more: one of them is joined already, has asked to be forgotten, works here, or has a chat on a
 *   platform where the other has one.
 */
export async function joinPeople(
  queue: Queue,
  transaction: Transaction,
  { keptId, goneId }: JoinedPeople,
): Promise<void> {
  const ids = [keptId, goneId];
  // As every turn does it: chats first, then people.
  await transaction.$queryRaw`SELECT id FROM conversation WHERE person_id = ANY(${ids}::uuid[]) ORDER BY id FOR UPDATE`;
  await transaction.$queryRaw`SELECT id FROM person WHERE id = ANY(${ids}::uuid[]) ORDER BY id FOR UPDATE`;
  const people = await transaction.person.findMany({
    where: { id: { in: ids }, forgottenAt: null, staff: null },
    include: { conversations: true },
  });
  const [kept, gone] = ids.map(id => people.find(person => person.id === id));
  if (!kept || !gone || sharesPlatform(kept.conversations, gone.conversations))
    throw new Overtaken('The two cannot be made one any more: the turn is thought again.');
  const chatIds = [...kept.conversations, ...gone.conversations].map(({ id }) => id);
  await transaction.chatLink.deleteMany({ where: { conversationId: { in: chatIds } } });
  await joinRegistrations(transaction, { keptId, goneId });
  await joinIntroductions(transaction, { keptId, goneId });
  await joinBroadcasts(transaction, { keptId, goneId });
  const theirs = { where: { personId: goneId }, data: { personId: keptId } };
  await transaction.case.updateMany(theirs);
  await transaction.consent.updateMany(theirs);
  await transaction.conversation.updateMany({ ...theirs, data: { personId: keptId, turn: { increment: 1 } } });
  await transaction.person.delete({ where: { id: goneId } });
  await transaction.person.update({ where: { id: keptId }, data: bothKnown(kept, gone) });
  const moved = gone.conversations.map(({ id }) => id);
  await queue.knock(transaction, 'turns', moved);
}

type Chat = Pick<Conversation, 'channel' | 'addressGoneAt'>;

/** Consents hold for a platform: with two chats on one, nobody could say for which. A chat that was left does not count. */
export function sharesPlatform(some: Chat[], others: Chat[]): boolean {
  const platforms = new Set(some.filter(({ addressGoneAt }) => !addressGoneAt).map(({ channel }) => channel));
  return others.some(({ channel, addressGoneAt }) => !addressGoneAt && platforms.has(channel));
}

/** What is known of one stays, and what the other knows fills the rest. What makes anything safer holds for both. */
function bothKnown(kept: Person, gone: Person): Partial<Person> {
  const speaks = !kept.language || (gone.languageChosen && !kept.languageChosen) ? gone : kept;
  const lives = kept.nation || kept.outcode || kept.council ? kept : gone;
  return {
    language: speaks.language,
    languageChosen: speaks.languageChosen,
    nation: lives.nation,
    outcode: lives.outcode,
    council: lives.council,
    isDiscreet: kept.isDiscreet || gone.isDiscreet,
    reportingSealed: kept.reportingSealed ?? gone.reportingSealed,
    handle: kept.handle ?? gone.handle,
  };
}

/** What a member writes goes to one organiser: of two, the one whom they met last. */
async function joinIntroductions(transaction: Transaction, { keptId, goneId }: JoinedPeople): Promise<void> {
  await transaction.introduction.updateMany({ where: { personId: goneId }, data: { personId: keptId } });
  const [, ...older] = await transaction.introduction.findMany({
    where: { personId: keptId, closedAt: null },
    orderBy: [{ isOpen: 'desc' }, { openedAt: 'desc' }],
    select: { id: true },
  });
  const where = { id: { in: older.map(({ id }) => id) } };
  await transaction.introduction.updateMany({ where, data: { closedAt: new Date(), isOpen: false } });
}

/** A broadcast goes to each person once: what has not begun to go a second time does not. What has gone stays counted. */
async function joinBroadcasts(transaction: Transaction, { keptId, goneId }: JoinedPeople): Promise<void> {
  const twice = await transaction.$queryRaw<{ id: string }[]>`
    SELECT g.id FROM broadcast_recipient g JOIN broadcast_recipient k ON k.broadcast_id = g.broadcast_id
    WHERE g.person_id = ${goneId}::uuid AND k.person_id = ${keptId}::uuid`;
  const ids = twice.map(({ id }) => id);
  const takenBack = await transaction.outboundMessage.updateManyAndReturn({
    where: { trackId: { in: ids }, status: 'queued', chunksSent: 0 },
    data: { status: 'takenBack' },
    select: { trackId: true },
  });
  const unsaid = takenBack.flatMap(({ trackId }) => trackId ?? []);
  await transaction.broadcastRecipient.deleteMany({
    where: { OR: [{ id: { in: ids }, status: 'waiting' }, { id: { in: unsaid } }] },
  });
  await transaction.broadcastRecipient.updateMany({
    where: { personId: goneId, id: { notIn: ids } },
    data: { personId: keptId },
  });
}
