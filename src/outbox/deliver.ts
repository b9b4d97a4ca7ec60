import type { Channel } from '../channels/channel.ts';
import { SendError } from '../channels/send-error.ts';
import { asTheyFinish } from '../database/as-they-finish.ts';
import type { Database } from '../database/database.ts';
import { deleteForgotten } from '../database/forget-person.ts';
import type { KnockHandler, KnockOutcome } from '../database/queue.ts';
import type { Seal } from '../database/seal.ts';
import { log } from '../log.ts';
import type { Reply } from '../messages/reply.ts';
import { isLoop } from './loop-guard.ts';
import {
  type ClaimedConversation,
  type ClaimedMessage,
  claim,
  type Delivered,
  type Fate,
  saveFates,
  saveProgress,
} from './outbox-store.ts';
import type { Pacer } from './pace.ts';

/** Told of every message's fate, for metrics. */
export type OnFate = (channel: string, fate: Fate['status'], reason: string | null, isRepeat: boolean) => void;

interface DeliverDeps {
  database: Database;
  seal: Seal;
  channels: Map<string, { channel: Channel; pacer: Pacer }>;
  onFate: OnFate;
  /** Milliseconds since the epoch. */
  now: () => number;
}

/**
 * Delivers what waits for each conversation of a batch, in order. It is the only caller of `channel.send`, and decides by the
 * facts of a SendError alone: gone for good, again later, or failed with a reason.
 */
export function createDeliver(deps: DeliverDeps): KnockHandler {
  const { database, seal, channels, onFate, now } = deps;

  return async function* (knocks) {
    const conversationIds = knocks.map(({ conversationId }) => conversationId);
    const claimed = await claim(database, conversationIds);
    for await (const delivered of asTheyFinish(conversationIds.map(id => deliverTo(id, claimed.get(id))))) {
      const tried = delivered.filter(({ fates }) => fates.length > 0);
      if (tried.length > 0) await saveFates(database, tried, now());
      if (tried.some(({ conversationId }) => claimed.get(conversationId)?.isForgotten)) await deleteForgotten(database);
      yield new Map(
        delivered.map(({ conversationId, fates }): [string, KnockOutcome] => [
          conversationId,
          fates.some(isOpen) ? 'again' : 'done',
        ]),
      );
    }
  };

  /** @param conversation undefined when nothing waits for it any more. */
  async function deliverTo(conversationId: string, conversation: ClaimedConversation | undefined): Promise<Delivered> {
    const delivered: Delivered = { conversationId, sentUnasked: 0, gone: false, fates: [] };
    if (!conversation) return delivered;
    let isHeldUp = false;
    for (const message of conversation.messages) {
      const fate: Fate = isHeldUp ? waits(message) : await deliverMessage(conversation, message, delivered);
      isHeldUp ||= isOpen(fate);
      delivered.fates.push(fate);
      if (!isOpen(fate)) onFate(conversation.channel, fate.status, fate.reason, message.isRepeat);
    }
    return delivered;
  }

  async function deliverMessage(
    conversation: ClaimedConversation,
    message: ClaimedMessage,
    delivered: Delivered,
  ): Promise<Fate> {
    const { conversationId } = conversation;
    if (now() > message.expiresAtMs) return ends(message, 'expired', 'too old to be useful');
    if (conversation.isGone || delivered.gone) return ends(message, 'failed', 'recipient gone');
    if (message.isUnasked && isLoop(conversation.sent, delivered.sentUnasked, now())) {
      log.warn(
        { conversationId, outboundId: String(message.id) },
        'a conversation was paused: 20 unasked messages in 5 minutes without an inbound',
      );
      return ends(message, 'failed', 'loop guard');
    }
    try {
      await send(conversation, message);
      if (message.isUnasked) delivered.sentUnasked += 1;
      return ends(message, 'sent', null);
    } catch (error) {
      if (!(error instanceof SendError)) {
        log.error(
          { err: error, conversationId, outboundId: String(message.id) },
          'a message could not be rendered or sent',
        );
        return ends(message, 'failed', error instanceof Error ? error.name : 'unknown');
      }
      if (error.recipientGone) delivered.gone = true;
      if (!error.retryable) return ends(message, 'failed', error.code);
      return { ...waits(message, error.code), ...(error.maybeSent && { status: 'sending' }) };
    }
  }

  /** Sends the chunks that have not arrived yet, each at its pace. */
  async function send({ channel: name, addressSealed }: ClaimedConversation, message: ClaimedMessage): Promise<void> {
    const edge = channels.get(name);
    if (!edge) throw new SendError({ code: `${name} is not configured`, retryable: true });
    const { reply, replacesMessageId } = seal.open(message.bodySealed) as { reply: Reply; replacesMessageId?: string };
    const chatId = String(seal.open(addressSealed));
    const chunks = edge.channel.render(reply);
    for (const [index, chunk] of chunks.entries()) {
      if (index < message.chunksSent) continue;
      if (!(await edge.pacer.turn(chatId))) throw new SendError({ code: 'paced', retryable: true });
      try {
        await edge.channel.send(chatId, chunk, {
          ...(index === 0 && replacesMessageId && { replacing: replacesMessageId }),
        });
      } catch (error) {
        if (error instanceof SendError && error.retryAfterSeconds) edge.pacer.spare(chatId, error.retryAfterSeconds);
        throw error;
      }
      message.chunksSent = index + 1;
      if (chunks.length > 1) await saveProgress(database, message.id, message.chunksSent);
    }
  }
}

/** Not the last word on a message: it will be tried again. */
function isOpen({ status }: Fate): boolean {
  return status === 'queued' || status === 'sending';
}

function ends(message: ClaimedMessage, status: 'sent' | 'failed' | 'expired', reason: string | null): Fate {
  return { id: message.id, status, chunksSent: message.chunksSent, reason };
}

function waits(message: ClaimedMessage, reason: string | null = null): Fate {
  return { id: message.id, status: 'queued', chunksSent: message.chunksSent, reason };
}
