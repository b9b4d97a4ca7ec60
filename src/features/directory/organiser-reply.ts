import { createHash, randomUUID } from 'node:crypto';
import type { Reply } from '../../messages/reply.ts';
import { isId } from '../is-id.ts';
import { deskId } from './desk-say.ts';
import type { Introduction } from './introduction.ts';
import type { MemberSay } from './member-say.ts';

const FINGERPRINT_CHARS = 16;

/** Exactly what arrives of an organiser's words: under the name that they chose, with the way back for whoever speaks with the bot. */
export function replyTo({ language, isOpen }: Introduction, name: string, text: string, say: MemberSay): Reply {
  const from = say.reply(language, 'from', { name });
  const choices = isOpen ? [] : [say.button(language, 'toOrganiser', 'goOn')];
  return { ...from, text: `${from.text}\n\n${text}`, choices };
}

/** The id of the form below a preview: it says which words were shown. */
export function sendId(introductionId: string, replyId: string, text: string): string {
  return deskId('send', introductionId, replyId, fingerprintOf(replyId, text));
}

/** @param rest of the form's id. */
export function readSend([, replyId = '', shown = '']: string[]): { replyId: string; shown: string } {
  return { replyId: isId(replyId) ? replyId : randomUUID(), shown };
}

export function fingerprintOf(replyId: string, text: string): string {
  const all = JSON.stringify([replyId, text]);
  return createHash('sha256').update(all).digest('base64url').slice(0, FINGERPRINT_CHARS);
}
