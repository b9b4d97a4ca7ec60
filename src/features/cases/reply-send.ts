import type { Reply } from '../../messages/reply.ts';
import { audit } from '../audit.ts';
import type { IaaLevel } from '../colleagues.ts';
import type { FeatureTurn } from '../feature.ts';
import type { CaseFile } from './case-file.ts';
import { UNDO_SECONDS } from './case-lines.ts';
import { done, showsOf } from './desk-say.ts';
import type { CaseAct, DeskDeps } from './desk-step.ts';
import type { Draft } from './reply-draft.ts';
import { sentKey, sentNotices } from './reply-sent.ts';
import type { Standing } from './reply-standing.ts';
import { arrivingWords } from './reply-translate.ts';

/** A draft as it goes to the member: the words with the first file, and a message for each further one. */
export function messagesOf(
  { news, words }: Pick<DeskDeps, 'news' | 'words'>,
  file: CaseFile,
  name: string,
  draft: Draft,
): Reply[] {
  const [first, ...further] = draft.fileIds;
  const message = (text: string, fileId?: string) => {
    const reply = news.reply(file, name, text, fileId);
    return { ...reply, text: reply.text.trim() };
  };
  return [message(arrivingWords(words, file, draft), first), ...further.map(fileId => message('', fileId))];
}

/** Sends a draft that has been looked at and may go. For ten seconds it can be taken back. */
export function sendTurn(
  deps: DeskDeps,
  act: CaseAct,
  { draft, entryId, level, standing }: { draft: Draft; entryId: string; level: IaaLevel; standing: Standing },
): FeatureTurn {
  const { writes, seal } = deps;
  const { file, who, at } = act;
  const { words: text, translation, mark, fileIds } = draft;
  const { staffId, name } = who;
  const notices = sentNotices(deps, act, entryId);
  return done(notices.replies, {
    writes: [
      writes.reply(file, {
        ...{ staffId, at, text, entryId, fileIds, mark },
        ...(translation && { translation: translation.words }),
        ...{ iaaLevel: level, saidCount: standing.saidCount },
      }),
      audit({ staffId, what: 'send', caseId: file.id }, seal),
    ],
    posts: [
      ...notices.posts,
      ...messagesOf(deps, file, name, draft).map(reply => ({
        to: { conversationId: file.conversationId },
        reply,
        afterSeconds: UNDO_SECONDS,
        trackId: entryId,
        caseId: file.id,
        shows: [`cases:card:${file.id}`, sentKey(entryId)],
      })),
    ],
    shows: showsOf(file.id, staffId, file.ownerId),
  });
}
