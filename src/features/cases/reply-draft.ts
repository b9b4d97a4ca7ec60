import { createHash, randomUUID } from 'node:crypto';
import { isId } from '../is-id.ts';
import type { ReplyMark } from './advice-gate.ts';
import { deskId } from './desk-step.ts';
import { readStanding, type Standing, writeStanding } from './reply-standing.ts';

/** A machine's words, and by what it is known which ones it made them of: those of a draft that was changed since are not its own. */
export interface Translation {
  words: string;
  madeOf: string;
}

/** A reply to a member that has not been sent. */
export interface Draft {
  /** What whoever sends it has written. */
  words: string;
  /** What arrives in place of that: in the member's language, by a machine. */
  translation?: Translation;
  mark: ReplyMark;
  /** Of ours, in the order in which they go. */
  fileIds: string[];
}

/** What the window of a preview carries from one look at it to the next: nothing of it is kept anywhere else. */
export interface Previewed {
  /** The reply's own id, whichever number of times it is sent. */
  entryId: string;
  /** Tells the draft that was shown from any other. */
  shown: string;
  /** How the case stood then. */
  standing?: Standing | undefined;
  /** What a translation that was shown is of. */
  madeOf?: string | undefined;
  fileIds: string[];
}

const NOT_SHOWN = '-';
const NOT_TRANSLATED = '-';
const FINGERPRINT_CHARS = 16;

/** The id of the form below a preview. @param isShown false while something has to be mended before it can be sent. */
export function previewId(
  caseId: string,
  draft: Draft,
  isShown: boolean,
  standing: Standing,
  entryId: string = randomUUID(),
): string {
  const shown = isShown ? fingerprint(draft, entryId) : NOT_SHOWN;
  const madeOf = draft.translation?.madeOf ?? NOT_TRANSLATED;
  return deskId('send', caseId, entryId, shown, writeStanding(standing), madeOf, ...draft.fileIds);
}

/** @param rest of the form's id, behind the case. */
export function readPreviewed([
  entryId = '',
  shown = NOT_SHOWN,
  standing = '',
  madeOf = NOT_TRANSLATED,
  ...fileIds
]: string[]): Previewed {
  return {
    entryId: isId(entryId) ? entryId : randomUUID(),
    shown,
    standing: readStanding(standing),
    ...(madeOf !== NOT_TRANSLATED && { madeOf }),
    fileIds: fileIds.filter(isId),
  };
}

/** True for exactly what somebody has looked at: only that may be sent. */
export function wasShown(draft: Draft, { entryId, shown }: Previewed): boolean {
  return shown === fingerprint(draft, entryId);
}

/** @param words that a machine translated. */
export function translationOf(words: string, translated: string): Translation {
  return { words: translated, madeOf: digest(words) };
}

/** True when the words were changed since a machine translated them. */
export function isStale({ words, translation }: Draft): boolean {
  return translation !== undefined && translation.madeOf !== digest(words);
}

function fingerprint({ words, translation, mark, fileIds }: Draft, entryId: string): string {
  return digest(JSON.stringify([entryId, words, mark, fileIds, translation?.words]));
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, FINGERPRINT_CHARS);
}
