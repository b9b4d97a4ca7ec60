import { Overtaken } from '../messages/turn.ts';
import { hasNotBegun } from './not-begun.ts';
import type { Queue } from './queue.ts';
import type { Transaction } from './transaction.ts';

/** Why something that was on its way into a chat goes no further. */
export const UNLINKED = 'unlinked';
/** Where what was said in a chat that is not theirs any more is kept: nothing is sent from there, and no number stands for its choices. */
const LANE = 'unlinked';

/**
 * Takes a chat away from somebody who has another: it is a stranger's from now on. What they said there, what belongs to it and what waits to be
 * said in it go to the chat that they wrote in last.
 *
 * @throws Overtaken when it is not theirs any more, or their only one.
 */
export async function unlinkChat(
  queue: Queue,
  transaction: Transaction,
  { personId, conversationId }: { personId: string; conversationId: string },
): Promise<void> {
  await transaction.$queryRaw`SELECT id FROM conversation WHERE person_id = ${personId}::uuid ORDER BY id FOR UPDATE`;
  const person = await transaction.person.findFirst({
    where: { id: personId, forgottenAt: null },
    include: { conversations: { orderBy: { heardAt: { sort: 'desc', nulls: 'last' } } } },
  });
  const others = person?.conversations.filter(({ id }) => id !== conversationId) ?? [];
  const stays = others.find(({ addressGoneAt }) => !addressGoneAt) ?? others[0];
  if (!person || !stays || others.length === person.conversations.length)
    throw new Overtaken('The chat is not linked any more: the turn is thought again.');
  const shows = await giveOver(transaction, conversationId, stays.id);
  await transaction.chatLink.deleteMany({ where: { conversationId } });
  await transaction.namedMessage.deleteMany({ where: { conversationId } });
  const { language, languageChosen } = person;
  const stranger = await transaction.person.create({ data: { language, languageChosen } });
  await transaction.conversation.update({
    where: { id: conversationId },
    data: { personId: stranger.id, stateSealed: null, dangerAt: null, dangerSealed: null, turn: { increment: 1 } },
  });
  // What is thought there at this moment is thought again, by whoever it is then.
  await queue.knock(transaction, 'turns', [conversationId]);
  await queue.knock(transaction, 'deliveries', [stays.id]);
  await queue.knock(transaction, 'shows', [...new Set(shows)]);
}

/**
 * What has perhaps begun to arrive goes neither on nor anywhere else.
 *
 * @returns what is to be shown anew, since something did not go.
 */
async function giveOver(transaction: Transaction, from: string, to: string): Promise<string[]> {
  const theirs = { where: { conversationId: from }, data: { conversationId: to } };
  await transaction.case.updateMany(theirs);
  await transaction.registration.updateMany(theirs);
  await transaction.introduction.updateMany(theirs);
  await transaction.attachment.updateMany(theirs);
  await transaction.storedFile.updateMany(theirs);
  await transaction.inboundMessage.updateMany({
    ...theirs,
    where: { conversationId: from, status: { not: 'waiting' } },
  });
  const said = await transaction.$queryRaw<{ shows: string | null }[]>`
    WITH judged AS (
      SELECT o.id, o.status = 'queued' AND ${hasNotBegun} AS waits, o.status IN ('queued', 'sending') AS is_open
      FROM outbound_message o WHERE o.conversation_id = ${from}::uuid FOR UPDATE
    )
    UPDATE outbound_message o
    SET conversation_id = ${to}::uuid, lane = CASE WHEN waits THEN o.lane ELSE ${LANE} END,
        status = CASE WHEN is_open AND NOT waits THEN 'failed' ELSE o.status END,
        reason = CASE WHEN is_open AND NOT waits THEN ${UNLINKED} ELSE o.reason END
    FROM judged WHERE o.id = judged.id
    RETURNING CASE WHEN is_open AND NOT waits THEN o.shows END AS shows`;
  return said.flatMap(({ shows }) => shows?.split(' ') ?? []);
}
