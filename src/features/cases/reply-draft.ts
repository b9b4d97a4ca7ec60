import { createHash, randomUUID } from 'node:crypto';
import { isId } from '../is-id.ts';
import type { ReplyMark } from './advice-gate.ts';
import { deskId } from './desk-step.ts';
import { readStanding, type Standing, writeStanding } from './reply-standing.ts';

/** A reply to a member that has not been sent. */
export interface Draft {
  words: string;
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
  fileIds: string[];
}

const NOT_SHOWN = '-';
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
  return deskId('send', caseId, entryId, shown, writeStanding(standing), ...draft.fileIds);
}

/** @param rest of the form's id, behind the case. */
export function readPreviewed([entryId = '', shown = NOT_SHOWN, standing = '', ...fileIds]: string[]): Previewed {
  return {
    entryId: isId(entryId) ? entryId : randomUUID(),
    shown,
    standing: readStanding(standing),
    fileIds: fileIds.filter(isId),
  };
}

/** True for exactly what somebody has looked at: only that may be sent. */
export function wasShown(draft: Draft, { entryId, shown }: Previewed): boolean {
  return shown === fingerprint(draft, entryId);
}

function fingerprint({ words, mark, fileIds }: Draft, entryId: string): string {
  const all = JSON.stringify([entryId, words, mark, fileIds]);
  return createHash('sha256').update(all).digest('base64url').slice(0, FINGERPRINT_CHARS);
}
