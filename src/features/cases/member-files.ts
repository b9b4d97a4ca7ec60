import type { RefusalCode } from '../../media/file-refusal.ts';
import type { Reply } from '../../messages/reply.ts';
import type { Heard } from '../feature.ts';
import type { MemberDeps } from './member-deps.ts';
import type { MemberSay } from './member-say.ts';

/** The files of what was heard, taken; what is said of them: a reminder, or why one was not taken and what to do. */
export type FilesOf = (heard: Heard) => Promise<{ fileIds: string[]; replies: Reply[] }>;

/** By what a person can do about it. */
const keyOfRefusal: Record<RefusalCode | 'gone', string> = {
  gone: 'file.gone',
  empty: 'file.damaged',
  damaged: 'file.damaged',
  tooLarge: 'file.tooLarge',
  locked: 'file.locked',
  tooComplex: 'file.tooComplex',
  executable: 'file.kind',
  archive: 'file.kind',
  webPage: 'file.kind',
  office: 'file.kind',
  macros: 'file.kind',
  unknown: 'file.kind',
};

export function createFilesOf({ takeFile }: Pick<MemberDeps, 'takeFile'>, say: MemberSay): FilesOf {
  return async ({ content, channel, sender, language }) => {
    if (content.kind !== 'media' || content.media.kind === 'sticker') return { fileIds: [], replies: [] };
    const taken = await takeFile({ channel, conversationId: sender.conversationId }, content.media);
    if ('refused' in taken) return { fileIds: [], replies: [say.reply(language, keyOfRefusal[taken.refused])] };
    return { fileIds: [taken.fileId], replies: [say.reply(language, 'file.passedOn')] };
  };
}
