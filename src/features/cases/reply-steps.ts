import type { FormValues } from '../../messages/form.ts';
import type { MediaRef } from '../../messages/inbound.ts';
import type { FeatureTurn } from '../feature.ts';
import { cannedInEnglish, cannedWords } from './canned-replies.ts';
import { lastWordsOf, titleLine } from './case-lines.ts';
import { done, filesIn, lineIn, onCase, tell } from './desk-say.ts';
import type { CaseAct, DeskDeps, DeskStep } from './desk-step.ts';
import { createCheckReply } from './reply-check.ts';
import { type Draft, readPreviewed, wasShown } from './reply-draft.ts';
import { previewReply, writeReply } from './reply-form.ts';
import { messagesOf, sendTurn } from './reply-send.ts';

/**
 * Words to the member: written, shown exactly as they will arrive, and sent only then. What was changed since it was shown is shown
 * again.
 */
export interface ReplySteps {
  /** Write it. Its form leads to the preview. */
  reply: DeskStep;
  /** The preview's form: send what was shown. */
  send: DeskStep;
  /** Words that are written already come straight to the preview. */
  preview(act: CaseAct, written: { words: string; media: MediaRef[] }): Promise<FeatureTurn>;
}

export function createReplySteps(deps: DeskDeps): ReplySteps {
  const { say, words, cases, colleagues, prisma, takeFile } = deps;
  const check = createCheckReply(deps);

  return {
    reply: onCase(deps, {
      async press(act) {
        const { file, heard } = act;
        if (file.closedAt) return done(tell(heard, say('desk.title'), say('desk.isClosed', { handle: file.handle })));
        return done(writeReply(file, await around(act), say));
      },
      async submit(act, values) {
        const { file } = act;
        const canned = cannedWords(words, file.language, lineIn(values, 'canned'));
        const written = [canned, lineIn(values, 'words')].filter(part => part).join('\n\n');
        const draft = { words: written, mark: markIn(values), fileIds: [] };
        const media = filesIn(values, 'files');
        // Nothing is fetched for a reply that may not go.
        const { refusals } = await check(file, { ...draft, fileIds: media.map(({ fileId }) => fileId) }, act);
        const taken = refusals.length === 0 ? await take(act, media) : { fileIds: [], refusals };
        if (taken.refusals.length === 0) return look(act, { ...draft, fileIds: taken.fileIds });
        const { lastWords } = await around(act);
        return done(writeReply(file, { lastWords, notices: taken.refusals, draft }, say));
      },
    }),

    send: onCase(deps, {
      async submit(act, values) {
        const { file, heard, rest } = act;
        const previewed = readPreviewed(rest.slice(1));
        const draft = { words: lineIn(values, 'words') ?? '', mark: markIn(values), fileIds: previewed.fileIds };
        const isSent = (await prisma.caseEntry.count({ where: { id: previewed.entryId } })) > 0;
        if (isSent) return done(tell(heard, say('desk.title'), say('desk.reply.isSent')));
        const { refusals, level } = await check(file, draft, act);
        if (refusals.length > 0 || !wasShown(draft, previewed)) return look(act, draft, previewed.entryId);
        return sendTurn(deps, act, { draft, entryId: previewed.entryId, level });
      },
    }),

    async preview(act, { words: written, media }) {
      const taken = await take(act, media);
      const draft: Draft = { words: written.trim(), mark: 'information', fileIds: taken.fileIds };
      if (taken.refusals.length > 0)
        return done(tell(act.heard, say('desk.reply.title'), [titleLine(act.file), ...taken.refusals].join('\n\n')));
      return look(act, draft);
    },
  };

  /** Shows a draft as it arrives; or what is to be mended before it can. */
  async function look(act: CaseAct, draft: Draft, entryId?: string): Promise<FeatureTurn> {
    const { file, who, heard } = act;
    const { refusals } = await check(file, draft, act);
    const { notices } = await around(act);
    const chunks =
      refusals.length > 0
        ? []
        : messagesOf(deps, file, who.name, draft).flatMap(message => deps.preview(message, file.channel));
    const english = cannedInEnglish(words, file.language, draft.words);
    const shown = { draft, chunks, notices: [...notices, ...refusals], english, entryId, isAsked: !heard.hasWindow };
    return done(previewReply(file, shown, say));
  }

  /** What is good to know beside a reply. */
  async function around({ file, who }: CaseAct): Promise<{ lastWords: string; notices: string[] }> {
    const owner = file.ownerId && file.ownerId !== who.staffId ? await colleagues.find(file.ownerId) : undefined;
    return {
      lastWords: lastWordsOf(await cases.entries(file.id)),
      notices: owner ? [say('desk.reply.otherOwner', { name: owner.name })] : [],
    };
  }

  async function take(
    { heard, file: { conversationId } }: CaseAct,
    media: MediaRef[],
  ): Promise<{ fileIds: string[]; refusals: string[] }> {
    const taken = [];
    for (const one of media) taken.push(await takeFile({ channel: heard.channel, conversationId }, one));
    return {
      fileIds: taken.flatMap(one => ('fileId' in one ? one.fileId : [])),
      refusals: taken.flatMap(one => ('refused' in one ? say(`desk.refusedFile.${one.refused}`) : [])),
    };
  }
}

function markIn(values: FormValues): Draft['mark'] {
  return lineIn(values, 'mark') === 'advice' ? 'advice' : 'information';
}
