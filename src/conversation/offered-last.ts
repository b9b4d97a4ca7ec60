import type { Database } from '../database/database.ts';
import type { Seal } from '../database/seal.ts';
import type { ReadWord } from '../knowledge/words.ts';
import type { Inbound } from '../messages/inbound.ts';
import type { Reply } from '../messages/reply.ts';
import { CHAT } from '../outbox/lane.ts';
import type { OutboundBody } from '../outbox/outbound.ts';
import type { Ears } from './hear.ts';
import { offeredIn } from './offered-in.ts';
import { isYesOrNo } from './read-steering.ts';
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
  /** Whether a platform changes what is said again by its name where it stands. */
  editsInPlace(channel: string): boolean;
}

/** So far back is looked for what stood before somebody's eyes. */
const MESSAGES_MAX = 10;
/** Most platforms tell no more of when something was said than the second. */
const SECOND_MS = 1000;

/**
 * A number stands for a choice of the message that was seen last, and a plain "yes" or "no" is meant for it: the answer of the last turn, or
 * what came by itself since, e.g. a reminder; never what came only after it was said, while we were away. Only where one of these was said is
 * that looked up; and a question of a form waits for its own answer.
 */
export function createOfferedLast({ database, seal, ears, editsInPlace }: Deps): OfferedLast {
  return async ({ sender, channel }, saved, said) => {
    const language = sender.language ?? ears.languages[0] ?? 'en';
    const answer = said.find(
      ({ content }) => content.kind === 'text' && isAnswer(ears.readWord(content.text, language)),
    );
    if (!saved || saved.form || !answer) return saved;
    const messages = await lastMessages(sender.conversationId);
    // What is still on its way has not been seen; or it is the answer of the last turn, whose choices the state has.
    if (messages[0]?.status !== 'sent') return saved;
    const seen = messages
      .filter(
        message => message.status === 'sent' && secondOf(visibleSince(message).getTime()) <= secondOf(answer.sentAtMs),
      )
      .map(({ bodySealed }) => (seal.open(bodySealed) as OutboundBody).reply);
    const last = editsInPlace(channel) ? seen.find((reply, at) => !isChanged(reply, seen.slice(at + 1))) : seen[0];
    return last ? { ...saved, offered: offeredIn([last]) } : saved;
  };

  function lastMessages(conversationId: string) {
    return database.prisma.outboundMessage.findMany({
      where: {
        conversationId,
        lane: CHAT,
        status: { in: ['queued', 'sending', 'sent'] },
        // What can still be taken back has nobody seen.
        OR: [{ sendAfter: null }, { sendAfter: { lte: new Date() } }],
      },
      orderBy: { id: 'desc' },
      take: MESSAGES_MAX,
      select: { status: true, createdAt: true, handedOverAt: true, bodySealed: true },
    });
  }
}

/** A number, or a plain "yes" or "no". */
function isAnswer(read: ReadWord | undefined): boolean {
  return read?.kind === 'number' || isYesOrNo(read?.word);
}

/** True of what was said before by the same name: it stands further up. */
function isChanged({ name }: Reply, older: Reply[]): boolean {
  return name !== undefined && older.some(reply => reply.name === name);
}

/** It can be read, and answered, before the platform's own answer has come to us and is kept: on a bad day, seconds before. */
function visibleSince({ handedOverAt, createdAt }: { handedOverAt: Date | null; createdAt: Date }): Date {
  return handedOverAt ?? createdAt; // Given by a process that died: nobody knows when.
}

function secondOf(ms: number): number {
  return Math.floor(ms / SECOND_MS);
}
