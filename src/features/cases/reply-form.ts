import type { Field, Form } from '../../messages/form.ts';
import type { Reply, Section } from '../../messages/reply.ts';
import type { DeskWords } from '../../words/desk-words.ts';
import type { ReplyMark } from './advice-gate.ts';
import { cannedOptions } from './canned-replies.ts';
import type { CaseEntry, CaseFile } from './case-file.ts';
import { clip, factsLine, languageName, lastWordsOf, levelLine, safetyLine, titleLine } from './case-lines.ts';
import { deskId } from './desk-step.ts';
import { type Draft, previewId } from './reply-draft.ts';
import { type Standing, standingOf, writeStanding } from './reply-standing.ts';

type Say = DeskWords['say'];

/** What a platform's field takes: Slack's, the smallest. */
export const WORDS_CHARS_MAX = 3000;
const FILES_MAX = 5;
const LAST_WORDS_CHARS_MAX = 2000;
const marks: ReplyMark[] = ['information', 'advice'];

/** What the window of a reply is drawn from. */
interface Writing {
  entries: CaseEntry[];
  notices?: string[];
  draft?: Pick<Draft, 'words' | 'mark'>;
  /** A machine can put it into the member's language. */
  canTranslate: boolean;
}

/** The window in which a reply is written: the member's last words above it. It leads on to the preview. */
export function writeReply(file: CaseFile, { entries, notices = [], draft, canTranslate }: Writing, say: Say): Reply {
  const lastWords = lastWordsOf(entries);
  const form: Form = {
    id: deskId('reply', file.id, writeStanding(standingOf(file, entries))),
    title: say('desk.reply.title'),
    language: 'en',
    submit: say('desk.reply.preview'),
    leadsOn: true,
    fields: [
      {
        kind: 'choice',
        name: 'canned',
        label: say('desk.reply.canned'),
        hint: say('desk.reply.cannedHint'),
        options: cannedOptions(say),
        initial: 'none',
        optional: true,
      },
      wordsField(draft?.words, say, true),
      ...(canTranslate ? [translateField(file, say)] : []),
      { kind: 'files', name: 'files', label: say('desk.reply.files'), filesMax: FILES_MAX, optional: true },
      markField(draft?.mark ?? 'information', say),
    ],
  };
  const words = lastWords && say('desk.card.words', { words: clip(lastWords, LAST_WORDS_CHARS_MAX) });
  return {
    text: [headOf(file, say), ...notices].join('\n\n'),
    language: 'en',
    ...(words && { sections: [{ text: words }] }),
    form,
  };
}

/** What is shown of a draft before it may go. */
export interface Preview {
  draft: Draft;
  /** The messages as they arrive; empty while something has to be mended. */
  chunks: string[];
  /** What has to be mended, or looked at. */
  notices: string[];
  /** What the member has said since somebody last looked. */
  news: string[];
  /** How the case stands. */
  standing: Standing;
  /** Something has happened since it was last shown: whoever sends it now does so all the same. */
  isHeldBack: boolean;
  english?: string | undefined;
  canTranslate: boolean;
  /** The reply's own id, when it was shown before. */
  entryId?: string | undefined;
  /** Asked one question at a time: then the answers alone must not send it. */
  isAsked: boolean;
}

/** Exactly what arrives, message by message, and the words below it: changed, they are shown anew before they can be sent. */
export function previewReply(file: CaseFile, preview: Preview, say: Say): Reply {
  const { draft, chunks, notices, news, english, standing, entryId, isAsked, canTranslate } = preview;
  const isShown = chunks.length > 0;
  const { language, channel } = file;
  const sections: Section[] = [
    ...(news.length > 0 ? [{ text: clip(news.join('\n'), LAST_WORDS_CHARS_MAX), language }] : []),
    ...(isShown ? [{ text: say('desk.reply.arrives', { channel: say(`desk.channel.${channel}`) }) }] : []),
    ...chunks.map(text => ({ text, language })),
    ...(draft.translation ? [{ text: say('desk.reply.yours', { words: draft.words }) }] : []),
    ...(english ? [{ text: say('desk.reply.english', { english }) }] : []),
    ...(draft.fileIds.length > 0 ? [{ text: say('desk.reply.withFiles', { count: draft.fileIds.length }) }] : []),
  ];
  return {
    text: [headOf(file, say), ...notices].join('\n\n'),
    language: 'en',
    sections,
    form: {
      id: previewId(file.id, draft, isShown, standing, entryId),
      title: say('desk.reply.previewTitle'),
      language: 'en',
      submit: say(`desk.reply.${!isShown ? 'preview' : preview.isHeldBack ? 'sendAllTheSame' : 'send'}`),
      leadsOn: true,
      fields: [
        wordsField(draft.words, say, draft.fileIds.length > 0),
        ...(draft.translation ? [translationField(draft.translation.words, file, say)] : []),
        ...(!draft.translation && canTranslate ? [translateField(file, say)] : []),
        markField(draft.mark, say),
        // Words below the last question leave the button that sends to be pressed.
        ...(isShown && isAsked ? [{ kind: 'words' as const, name: 'last', label: say('desk.reply.pressSend') }] : []),
      ],
    },
  };
}

/** What decides how somebody is written to: whoever writes must not look for it. */
function headOf(file: CaseFile, say: Say): string {
  const lines = [titleLine(file), levelLine(file, say), factsLine(file, say), safetyLine(file, say)];
  return lines.filter(line => line).join('\n');
}

function wordsField(initial: string | undefined, say: Say, optional: boolean): Field {
  return {
    kind: 'text',
    name: 'words',
    label: say('desk.reply.words'),
    ...(initial && { initial }),
    charsMax: WORDS_CHARS_MAX,
    optional,
  };
}

/** Ticked, the words are put into the member's language before they are shown. */
function translateField({ language }: CaseFile, say: Say): Field {
  const values = { language: languageName(language) };
  return {
    kind: 'choices',
    name: 'translate',
    label: say('desk.reply.translate', values),
    hint: say('desk.reply.translateHint'),
    options: [{ id: 'yes', label: say('desk.reply.translateYes', values) }],
    optional: true,
  };
}

function translationField(initial: string, { language }: CaseFile, say: Say): Field {
  return {
    kind: 'text',
    name: 'translation',
    label: say('desk.reply.translation', { language: languageName(language) }),
    hint: say('desk.reply.translationHint'),
    initial,
    charsMax: WORDS_CHARS_MAX,
    optional: true,
  };
}

function markField(initial: ReplyMark, say: Say): Field {
  return {
    kind: 'choice',
    name: 'mark',
    label: say('desk.reply.mark'),
    hint: say('desk.reply.markHint'),
    options: marks.map(mark => ({ id: mark, label: say(`desk.reply.${mark}`) })),
    initial,
  };
}
