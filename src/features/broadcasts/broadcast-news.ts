import type { Reply } from '../../messages/reply.ts';
import type { Post } from '../../messages/turn.ts';
import type { DeskWords } from '../../words/desk-words.ts';
import type { BroadcastFile, BroadcastStatus } from './broadcast-file.ts';

/** What a room is told of a broadcast of its own: a card that changes rings nobody. */
export type NewsPosts = (file: BroadcastFile) => Post[];

/** What was said among colleagues is still worth reading after a weekend without Slack: 7 days. */
const ROOM_EXPIRES_SECONDS = 7 * 86_400;
/** A message of its own, or one below the card. */
const TOLD: Partial<Record<BroadcastStatus, 'inRoom' | 'inThread'>> = { waiting: 'inRoom', done: 'inThread' };

/** The name of a broadcast's card in its room. */
export function cardName(broadcastId: string): string {
  return `broadcast:${broadcastId}`;
}

export function createBroadcastNews(say: DeskWords['say']): NewsPosts {
  return file => {
    const where = TOLD[file.status];
    if (!where) return [];
    const text = say(`broadcasts.news.${file.status}`, { kind: say(`broadcasts.kind.${file.kind}`) });
    return [toRoom(file, { text, language: 'en', ...(where === 'inThread' && { under: cardName(file.id) }) })];
  };
}

/** The action that it invites to has another time or place: somebody has to look at the words. */
export function createMovedNews(say: DeskWords['say']): (file: BroadcastFile) => Post {
  return file => {
    const text = say(`broadcasts.moved.${file.status === 'paused' ? 'paused' : 'draft'}`);
    return toRoom(file, { text, language: 'en', under: cardName(file.id) });
  };
}

export function toRoom({ roomId }: Pick<BroadcastFile, 'roomId'>, reply: Reply): Post {
  return { to: { channel: 'slack', roomId }, reply: { expiresAfterSeconds: ROOM_EXPIRES_SECONDS, ...reply } };
}
