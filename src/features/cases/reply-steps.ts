import type { FormValues } from '../../messages/form.ts';
import type { MediaRef } from '../../messages/inbound.ts';
import type { Reply } from '../../messages/reply.ts';
import { audit } from '../audit.ts';
import type { FeatureTurn } from '../feature.ts';
import { sayMoment } from '../say-moment.ts';
import { cannedInEnglish, cannedWords } from './canned-replies.ts';
import type { CaseEntry } from './case-file.ts';
import { titleLine } from './case-lines.ts';
import { done, filesIn, lineIn, onCase, tell } from './desk-say.ts';
import type { CaseAct, DeskDeps, DeskStep } from './desk-step.ts';
import { createCheckReply } from './reply-check.ts';
import { type Draft, isStale, type Previewed, readPreviewed, wasShown } from './reply-draft.ts';
import { previewReply, writeReply } from './reply-form.ts';
import { messagesOf, sendTurn } from './reply-send.ts';
import { changesSince, readStanding, type Standing, standingOf } from './reply-standing.ts';
import { canTranslate, createTranslateReply } from './reply-translate.ts';

/**
 * Words to the member: written, shown exactly as they will arrive, and sent only then. What was changed since it was shown is shown
 * again; and so it is, with nothing lost, when the case has come into other hands or the member has written again.
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
  const { say, words, cases, colleagues, prisma, seal, takeFile } = deps;
  const check = createCheckReply(deps);
  const translateReply = createTranslateReply(deps);

  return {
    reply: onCase(deps, {
      async press(act) {
        const { file, heard, who } = act;
        if (file.closedAt) return done(tell(heard, say('desk.title'), say('desk.isClosed', { handle: file.handle })));
        const entries = await cases.entries(file.id);
        // It shows what the member wrote last, to whoever may open it.
        return done(write(act, { entries, notices: await aboutOwner(act) }), {
          writes: [audit({ staffId: who.staffId, what: 'readCase', caseId: file.id }, seal)],
        });
      },
      async submit(act, values) {
        const { file, rest } = act;
        const isForMachine = wantsTranslation(values) && canTranslate(deps, file);
        const canned = cannedWords(words, isForMachine ? 'en' : file.language, lineIn(values, 'canned'));
        const written = [canned, lineIn(values, 'words')].filter(part => part).join('\n\n');
        const draft = { words: written, mark: markIn(values), fileIds: [] };
        const media = filesIn(values, 'files');
        // Nothing is fetched for a reply that may not go.
        const { refusals } = await check(file, { ...draft, fileIds: media.map(({ fileId }) => fileId) }, act);
        const taken = refusals.length === 0 ? await take(act, media) : { fileIds: [], refusals };
        const before = { standing: readStanding(rest[1]) };
        if (taken.refusals.length === 0) {
          const whole = { ...draft, fileIds: taken.fileIds };
          return isForMachine ? lookTranslated(act, whole, before) : look(act, whole, before);
        }
        const entries = await cases.entries(file.id);
        return done(write(act, { entries, notices: taken.refusals, draft }));
      },
    }),

    send: onCase(deps, {
      async submit(act, values) {
        const { file, heard, rest } = act;
        const previewed = readPreviewed(rest.slice(1));
        const draft = draftIn(values, previewed);
        const isSent = (await prisma.caseEntry.count({ where: { id: previewed.entryId } })) > 0;
        if (isSent) return done(tell(heard, say('desk.title'), say('desk.reply.isSent')));
        const { refusals, level } = await check(file, draft, act);
        const { isAsBefore, standing } = await since(act, previewed.standing);
        if (refusals.length === 0 && (isStale(draft) || wantsTranslation(values)))
          return lookTranslated(act, draft, previewed);
        if (refusals.length > 0 || !wasShown(draft, previewed) || !isAsBefore) return look(act, draft, previewed);
        return sendTurn(deps, act, { draft, entryId: previewed.entryId, level, standing });
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

  function write({ file }: CaseAct, writing: Omit<Parameters<typeof writeReply>[1], 'canTranslate'>): Reply {
    return writeReply(file, { ...writing, canTranslate: canTranslate(deps, file) }, say);
  }

  /** Puts it into the member's language first. */
  async function lookTranslated(act: CaseAct, draft: Draft, before: Partial<Previewed>): Promise<FeatureTurn> {
    const translated = await translateReply(act.file, draft);
    return look(act, translated.draft, before, translated.notices);
  }

  /** Shows a draft as it arrives; or what is to be mended before it can. What has happened since it was looked at comes first. */
  async function look(
    act: CaseAct,
    draft: Draft,
    before: Partial<Previewed> = {},
    more: string[] = [],
  ): Promise<FeatureTurn> {
    const { file, who, heard } = act;
    const { refusals } = await check(file, draft, act);
    const { isAsBefore, notices, news, standing, sentBefore } = await since(act, before.standing, draft);
    const chunks =
      refusals.length > 0
        ? []
        : messagesOf(deps, file, who.name, draft).flatMap(message => deps.preview(message, file.channel));
    const shown = {
      draft,
      chunks,
      notices: [...notices, ...sentBefore, ...more, ...refusals],
      news,
      english: cannedInEnglish(words, file.language, draft.words),
      standing,
      isHeldBack: !isAsBefore,
      entryId: before.entryId,
      isAsked: !heard.hasWindow,
      canTranslate: canTranslate(deps, file),
    };
    return done(previewReply(file, shown, say));
  }

  /** What has happened to the case since somebody looked at it, in words for who writes; how it stands; and whether a draft went before. */
  async function since(act: CaseAct, before: Standing | undefined, draft?: Draft) {
    const { file, who } = act;
    const entries = await cases.entries(file.id);
    const standing = standingOf(file, entries);
    const { ownerId, said } = changesSince(before ?? standing, file, entries, who.staffId);
    return {
      standing,
      isAsBefore: ownerId === undefined && said.length === 0,
      news: said.map(text => text || say('desk.reply.sentFiles')),
      sentBefore: draft ? wordsAboutTwin(entries, draft) : [],
      notices: [
        ...(ownerId ? [say('desk.reply.changedHands')] : []),
        ...(await aboutOwner(act)),
        ...(said.length > 0 ? [say('desk.reply.wroteAgain')] : []),
      ],
    };
  }

  /** A window that was lost leaves who pressed Send in doubt: they would say everything twice. */
  function wordsAboutTwin(entries: CaseEntry[], draft: Draft): string[] {
    const twin = entries.findLast(
      ({ kind, text, fate }) => kind === 'reply' && text === draft.words && text !== '' && fate?.status !== 'takenBack',
    );
    return twin ? [say('desk.reply.sentBefore', { when: sayMoment(twin.at, 'en') })] : [];
  }

  /** Whose case it is, where it is not that of who writes. */
  async function aboutOwner({ file, who }: CaseAct): Promise<string[]> {
    const owner = file.ownerId && file.ownerId !== who.staffId ? await colleagues.find(file.ownerId) : undefined;
    return owner ? [say('desk.reply.otherOwner', { name: owner.name })] : [];
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

/** What stands in the window of a preview. */
function draftIn(values: FormValues, { madeOf, fileIds }: Previewed): Draft {
  const translated = lineIn(values, 'translation');
  return {
    words: lineIn(values, 'words') ?? '',
    ...(translated && madeOf && { translation: { words: translated, madeOf } }),
    mark: markIn(values),
    fileIds,
  };
}

function wantsTranslation({ translate }: FormValues): boolean {
  return Array.isArray(translate) && translate.length > 0;
}

function markIn(values: FormValues): Draft['mark'] {
  return lineIn(values, 'mark') === 'advice' ? 'advice' : 'information';
}
