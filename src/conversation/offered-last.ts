import type { Prisma } from '../database/client/client.ts';
import type { Database } from '../database/database.ts';
import type { Seal } from '../database/seal.ts';
import type { ReadWord } from '../knowledge/words.ts';
import type { Inbound } from '../messages/inbound.ts';
import type { Reply } from '../messages/reply.ts';
import { REPLACED } from '../outbox/fate.ts';
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

/** What tells whether a message was seen, and what it offers. */
const TELLING = {
  status: true,
  reason: true,
  createdAt: true,
  handedOverAt: true,
  sentAt: true,
  maybeRepeated: true,
  isUnasked: true,
  trackId: true,
  caseId: true,
  bodySealed: true,
} as const;
type SaidToThem = Prisma.OutboundMessageGetPayload<{ select: typeof TELLING }>;

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
    const seen = (await lastMessages(sender.conversationId))
      .map(message => ({ ...message, sight: sightOf(message, answer.sentAtMs) }))
      .filter(({ sight }) => sight !== 'unseen')
      .map(({ bodySealed, sight }) => ({ ...(seal.open(bodySealed) as OutboundBody).reply, sight }));
    const last = editsInPlace(channel) ? seen.find((reply, at) => !isChanged(reply, seen.slice(at + 1))) : seen[0];
    if (!last || last.sight === 'answer') return saved;
    return { ...saved, offered: last.sight === 'seen' ? offeredIn([last]) : [] };
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
      select: TELLING,
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

/**
 * Whether a message stood before somebody's eyes at a moment: it can be read, and answered, before the platform's own answer has come to us and is
 * kept; on a bad day, seconds before. `answer`: it is the answer of the last turn, on its way; the state has its choices. `perhaps`: then a number
 * stands for nothing, since a wrong choice is worse than none.
 */
function sightOf(message: SaidToThem, atMs: number): 'seen' | 'perhaps' | 'unseen' | 'answer' {
  const { status, reason, createdAt, handedOverAt, sentAt, maybeRepeated } = message;
  const isBy = (date: Date | null) => date !== null && secondOf(date.getTime()) <= secondOf(atMs);
  if (status !== 'sent' && isOfTurn(message)) return 'answer';
  if (status === 'queued' || reason === REPLACED || !isBy(createdAt)) return 'unseen';
  if (status === 'sent' && isBy(handedOverAt ?? sentAt)) return 'seen';
  const isKnown = status === 'sent' && handedOverAt !== null && !maybeRepeated;
  return isKnown ? 'unseen' : 'perhaps';
}

/** Said by a turn in its own conversation: what comes by itself, or from others, has one of these. */
function isOfTurn({ isUnasked, trackId, caseId }: SaidToThem): boolean {
  return !isUnasked && trackId === null && caseId === null;
}

function secondOf(ms: number): number {
  return Math.floor(ms / SECOND_MS);
}
