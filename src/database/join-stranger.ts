import { log } from '../log.ts';
import type { Queue } from './queue.ts';
import type { Transaction } from './transaction.ts';

/**
 * Gives what a stranger has said, and what was said to them, to the conversation of whom they turned out to be, and lets the stranger go.
 *
 * @returns false when more is known of the stranger than words: nobody can say then which of the two is right, and both stay.
 * @throws Error while something is on its way to the stranger: it would go a second time.
 */
export async function joinStranger(
  queue: Queue,
  transaction: Transaction,
  { id: strangerId, personId }: { id: string; personId: string | null },
  conversationId: string,
): Promise<boolean> {
  if (personId === null || !(await isOnlyWords(transaction, personId))) {
    log.warn(
      { conversationId, strangerId },
      'somebody has moved to an address where somebody else is known: both stay',
    );
    return false;
  }
  const theirs = { where: { conversationId: strangerId }, data: { conversationId } };
  const onItsWay = await transaction.outboundMessage.count({
    where: { conversationId: strangerId, status: 'sending' },
  });
  if (onItsWay > 0) throw new Error('Somebody who has moved is being written to: tell it again.');
  await transaction.inboundMessage.updateMany(theirs);
  await transaction.outboundMessage.updateMany(theirs);
  await transaction.attachment.updateMany(theirs);
  await transaction.storedFile.updateMany(theirs);
  await transaction.person.delete({ where: { id: personId } });
  await queue.knock(transaction, 'turns', [conversationId]);
  await queue.knock(transaction, 'deliveries', [conversationId]);
  return true;
}

async function isOnlyWords(transaction: Transaction, id: string): Promise<boolean> {
  const none = { none: {} };
  const found = await transaction.person.count({
    where: {
      id,
      cases: none,
      consents: none,
      registrations: none,
      introductions: none,
      staff: null,
      handle: null,
      conversations: { every: { cases: none, registrations: none, introductions: none, broadcasts: none } },
    },
  });
  // Who has linked another chat has it still: perhaps the very one that this is to be given to.
  return found === 1 && (await transaction.conversation.count({ where: { personId: id } })) === 1;
}
