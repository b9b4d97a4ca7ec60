import { log } from '../log.ts';
import { ends, type Fate, RECIPIENT_GONE } from './fate.ts';
import { isLoop } from './loop-guard.ts';
import type { ClaimedConversation, ClaimedMessage, Delivered } from './outbox-store.ts';

/** Why a message is not even tried; undefined when it is to be sent. @param canTell the platform can say whether one has arrived */
export function undeliverable(
  conversation: ClaimedConversation,
  message: ClaimedMessage,
  delivered: Delivered,
  { nowMs, canTell }: { nowMs: number; canTell: boolean },
): Fate | undefined {
  // Of what very many get, once too few is better than twice; and it is counted.
  if (message.isDoubtful && !canTell) return ends(message, 'expired', 'nobody can say whether it arrived');
  if (nowMs > message.expiresAtMs) return ends(message, 'expired', 'too old to be useful');
  if (conversation.isGone || delivered.gone) return ends(message, 'failed', RECIPIENT_GONE);
  if (!message.isUnasked || !isLoop(conversation.sent, delivered.sentUnasked, nowMs)) return undefined;
  log.warn(
    { conversationId: conversation.conversationId, outboundId: String(message.id) },
    'a conversation was paused: 20 unasked messages in 5 minutes without an inbound',
  );
  return ends(message, 'failed', 'loop guard');
}
