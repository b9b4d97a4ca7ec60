import type { Choice } from '../../messages/reply.ts';
import type { Post } from '../../messages/turn.ts';
import type { CaseFile } from './case-file.ts';
import { titleLine } from './case-lines.ts';
import { button } from './desk-say.ts';
import type { MemberDeps } from './member-deps.ts';

/**
 * Who is rung when a member writes: a thread rings nobody. Who has the case is told when it begins to wait for them, or opens again; words of
 * danger they are told each time, and the whole room with them.
 *
 * @param found the case as it was before.
 */
export async function noticePosts(
  { colleagues, say }: Pick<MemberDeps, 'colleagues' | 'say'>,
  found: CaseFile,
  isDanger: boolean,
): Promise<Post[]> {
  const { id, roomId, ownerId, closedAt, waitingSince } = found;
  const key = isDanger ? 'danger' : closedAt ? 'reopened' : waitingSince ? undefined : 'wrote';
  if (key === undefined) return [];
  const text = say(`member.${key}`, { title: titleLine(found) });
  const choices: Choice[] = [button(say, 'reply', [id]), button(say, 'timeline', [id])];
  const owner = ownerId === undefined ? undefined : await colleagues.find(ownerId);
  const isForRoom = roomId !== undefined && (isDanger || (closedAt && !owner));
  return [
    ...(isForRoom ? [{ to: { channel: 'slack' as const, roomId }, reply: { text, language: 'en', choices } }] : []),
    ...(owner ? [{ to: { conversationId: owner.conversationId }, reply: { text, language: 'en', choices } }] : []),
  ];
}
