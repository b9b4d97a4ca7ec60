import { createHash } from 'node:crypto';
import type { OutboundBody } from './outbound.ts';

/** What stands in a chat with somebody, and in a room. */
export const CHAT = 'chat';
const FINGERPRINT_CHARS = 16;

/**
 * What is delivered in order within a conversation, and waits for nothing else of it: what stands in the chat; what fills one window;
 * the page that the platform keeps for somebody; what they alone see in a room. Who looks at a window that waits must not wait for a
 * message of theirs that cannot be sent.
 */
export function laneOf({ windowId, inRoom, reply }: OutboundBody): string {
  if (windowId !== undefined)
    return `window:${createHash('sha256').update(windowId).digest('base64url').slice(0, FINGERPRINT_CHARS)}`;
  if (reply.onHomePage) return 'home';
  return inRoom === undefined ? CHAT : 'room';
}

/** One lane of one conversation. */
export interface LaneKey {
  conversationId: string;
  lane: string;
}

/** The key of its deliveries in the queue. */
export function writeLaneKey({ conversationId, lane }: LaneKey): string {
  return lane === CHAT ? conversationId : `${conversationId} ${lane}`;
}

export function readLaneKey(key: string): LaneKey {
  const [conversationId = '', lane = CHAT] = key.split(' ');
  return { conversationId, lane };
}
