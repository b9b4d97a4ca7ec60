import type { Reply } from '../../messages/reply.ts';
import { audit } from '../audit.ts';
import type { IaaLevel } from '../colleagues.ts';
import type { FeatureTurn } from '../feature.ts';
import type { CaseFile } from './case-file.ts';
import { UNDO_SECONDS } from './case-lines.ts';
import { button, done, showsOf, tell } from './desk-say.ts';
import type { CaseAct, DeskDeps } from './desk-step.ts';
import type { Draft } from './reply-draft.ts';
import type { Standing } from './reply-standing.ts';

/** A draft as it goes to the member: the words with the first file, and a message for each further one. */
export function messagesOf({ news }: Pick<DeskDeps, 'news'>, file: CaseFile, name: string, draft: Draft): Reply[] {
  const [first, ...further] = draft.fileIds;
  const message = (words: string, fileId?: string) => {
    const reply = news.reply(file, name, words, fileId);
    return { ...reply, text: reply.text.trim() };
  };
  return [message(draft.words, first), ...further.map(fileId => message('', fileId))];
}

/** Sends a draft that has been looked at and may go. For ten seconds it can be taken back. */
export function sendTurn(
  deps: DeskDeps,
  { file, who, at, heard }: CaseAct,
  { draft, entryId, level, standing }: { draft: Draft; entryId: string; level: IaaLevel; standing: Standing },
): FeatureTurn {
  const { say, writes, seal } = deps;
  const { words: text, mark, fileIds } = draft;
  const { staffId, name } = who;
  const sent = say('desk.reply.sent', { handle: file.handle, seconds: UNDO_SECONDS });
  const choices = [button(say, 'undo', [entryId], false)];
  // Who closes the window has the button still.
  const beside = heard.hasWindow ? [{ text: sent, language: 'en', choices }] : [];
  return done([tell(heard, say('desk.title'), sent, { choices }), ...beside], {
    writes: [
      writes.reply(file, { staffId, at, text, entryId, fileIds, mark, iaaLevel: level, saidCount: standing.saidCount }),
      audit({ staffId, what: 'send', caseId: file.id }, seal),
    ],
    posts: messagesOf(deps, file, name, draft).map(reply => ({
      to: { conversationId: file.conversationId },
      reply,
      afterSeconds: UNDO_SECONDS,
      trackId: entryId,
      shows: `cases:card:${file.id}`,
    })),
    shows: showsOf(file.id, staffId, file.ownerId),
  });
}
