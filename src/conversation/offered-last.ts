import type { Database } from '../database/database.ts';
import type { Seal } from '../database/seal.ts';
import type { Inbound } from '../messages/inbound.ts';
import { CHAT } from '../outbox/lane.ts';
import type { OutboundBody } from '../outbox/outbound.ts';
import type { Ears } from './hear.ts';
import { offeredIn } from './offered-in.ts';
import type { Resumed } from './resume.ts';
import type { SavedState } from './saved-state.ts';

/** Gives a state the choices that its person has before their eyes. */
export type OfferedLast = (
  conversation: Resumed,
  saved: SavedState | undefined,
  said: Inbound[],
) => Promise<SavedState | undefined>;

interface Deps {
  database: Database;
  seal: Seal;
  ears: Pick<Ears, 'readWord' | 'languages'>;
}

/**
 * A number stands for a choice of the message that was seen last: the answer of the last turn, or what came by itself since, e.g. a
 * reminder. Only where a number was said is that looked up; and a question of a form waits for its own answer.
 */
export function createOfferedLast({ database, seal, ears }: Deps): OfferedLast {
  return async ({ sender }, saved, said) => {
    const language = sender.language ?? ears.languages[0] ?? 'en';
    const isNumber = ({ content }: Inbound) =>
      content.kind === 'text' && ears.readWord(content.text, language)?.kind === 'number';
    if (!saved || saved.form || !said.some(isNumber)) return saved;
    const last = await lastMessage(sender.conversationId);
    // What is still on its way has not been seen; or it is the answer of the last turn, whose choices the state has.
    if (last?.status !== 'sent') return saved;
    return { ...saved, offered: offeredIn([(seal.open(last.bodySealed) as OutboundBody).reply]) };
  };

  function lastMessage(conversationId: string) {
    return database.prisma.outboundMessage.findFirst({
      where: { conversationId, lane: CHAT, status: { in: ['queued', 'sending', 'sent'] } },
      orderBy: { id: 'desc' },
      select: { status: true, bodySealed: true },
    });
  }
}
