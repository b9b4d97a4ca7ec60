import type { PointedAt } from '../../messages/inbound.ts';
import type { FeatureTurn } from '../feature.ts';
import { caseIdOf } from './case-card.ts';
import type { CaseFile } from './case-file.ts';
import { done, tell } from './desk-say.ts';
import type { DeskAct, DeskDeps } from './desk-step.ts';
import type { ReplySteps } from './reply-steps.ts';

/** The message shortcut by which what was said in a case's thread is sent to the member, by its author alone. */
export const SEND_SHORTCUT = 'send_to_member';

export function createSendFromThread(
  deps: DeskDeps,
  { preview }: Pick<ReplySteps, 'preview'>,
): (act: DeskAct, message: PointedAt) => Promise<FeatureTurn> {
  const { say, prisma, cases } = deps;
  return async (act, message) => {
    const { heard } = act;
    const refuse = (key: string) => done(tell(heard, say('desk.reply.title'), say(key)));
    if (!message.isOwn) return refuse('desk.shortcut.notYours');
    const file = message.threadId && heard.roomId ? await caseOf(message.threadId, heard.roomId) : undefined;
    if (!file) return refuse('desk.shortcut.noCase');
    if (message.text.trim() === '' && message.media.length === 0) return refuse('desk.reply.empty');
    return preview({ ...act, file }, { words: message.text, media: message.media });
  };

  /** A platform's message ids are unique in their room alone. */
  async function caseOf(threadId: string, roomId: string): Promise<CaseFile | undefined> {
    const named = await prisma.namedMessage.findMany({ where: { messageId: threadId }, select: { name: true } });
    const ids = named.flatMap(({ name }) => caseIdOf(name) ?? []);
    return (await Promise.all(ids.map(cases.byId))).find(file => file?.roomId === roomId);
  }
}
