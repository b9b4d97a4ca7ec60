import type { Reply } from '../../messages/reply.ts';
import type { Post } from '../../messages/turn.ts';
import type { Colleague } from '../colleagues.ts';
import { cardName } from './case-card.ts';
import type { CaseFile } from './case-file.ts';

/** What was said among colleagues is still worth reading after a weekend without Slack: 7 days. */
export const ROOM_EXPIRES_SECONDS = 7 * 86_400;

/** What the bot tells the member of their case (`member-news.ts`): never words of staff. */
export function toMember({ id, conversationId }: CaseFile, news: Reply[]): Post[] {
  return news.map(reply => ({ to: { conversationId }, reply, caseId: id }));
}

/** Into the room of a case; nowhere while it has none. */
export function toRoom({ roomId }: Pick<CaseFile, 'roomId'>, reply: Reply): Post[] {
  if (!roomId) return [];
  return [{ to: { channel: 'slack', roomId }, reply: { expiresAfterSeconds: ROOM_EXPIRES_SECONDS, ...reply } }];
}

/** In the thread of a case, for those in its room. */
export function inThread(file: CaseFile, text: string): Post[] {
  return toRoom(file, { text, language: 'en', under: cardName(file.id) });
}

export function toColleague({ conversationId }: Colleague, reply: Omit<Reply, 'language'>): Post {
  return { to: { conversationId }, reply: { language: 'en', ...reply } };
}
