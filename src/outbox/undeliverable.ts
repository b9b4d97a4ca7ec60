import { log } from '../log.ts';
import { RECIPIENT_GONE } from '../messages/recipient-gone.ts';
import { ends, type Fate } from './fate.ts';
import { isLoop } from './loop-guard.ts';
import type { ClaimedConversation, ClaimedMessage, Delivered } from './outbox-store.ts';

/** Why a message is not even tried; undefined when it is to be sent. */
export function undeliverable(
  conversation: ClaimedConversation,
  message: ClaimedMessage,
  delivered: Delivered,
  nowMs: number,
): Fate | undefined {
  if (nowMs > message.expiresAtMs) return ends(message, 'expired', 'too old to be useful');
  if (conversation.isGone || delivered.gone) return ends(message, 'failed', RECIPIENT_GONE);
  if (!message.isUnasked || !isLoop(conversation.sent, delivered.sentUnasked, nowMs)) return undefined;
  log.warn(
    { conversationId: conversation.conversationId, outboundId: String(message.id) },
    'a conversation was paused: 20 unasked messages in 5 minutes without an inbound',
  );
  return ends(message, 'failed', 'loop guard');
}
