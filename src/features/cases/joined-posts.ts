import type { Post } from '../../messages/turn.ts';
import type { DeskWords } from '../../words/desk-words.ts';
import type { CaseFile } from './case-file.ts';
import { inThread } from './desk-post.ts';

/**
 * What stands below the cards of somebody who has linked another chat, where both have cases: those of one are shown by the handle of the other
 * from then on, and whoever knew them by theirs is told.
 */
export function joinedPosts(kept: CaseFile[], gone: CaseFile[], say: DeskWords['say']): Post[] {
  const [known] = kept;
  if (!known) return [];
  return gone
    .filter(({ handle }) => handle !== known.handle)
    .flatMap(file => inThread(file, say('member.joined', { before: file.handle, handle: known.handle })));
}
