import { SendError } from '../channels/send-error.ts';
import { asTheyFinish } from '../database/as-they-finish.ts';
import type { Database } from '../database/database.ts';
import { deleteForgotten } from '../database/forget-person.ts';
import type { LookupHash } from '../database/lookup-hash.ts';
import type { KnockHandler, KnockOutcome, Queue } from '../database/queue.ts';
import { type Seal, SealError } from '../database/seal.ts';
import { log } from '../log.ts';
import { RECIPIENT_GONE } from '../messages/recipient-gone.ts';
import type { Reply } from '../messages/reply.ts';
import { booked } from './booked.ts';
import { type Correspondence, isSaidAgain, type Letter, openCorrespondences } from './correspondence.ts';
import { deliveryIdOf } from './delivery-id.ts';
import { ends, type Fate, holds, isOpen, REPLACED, waits } from './fate.ts';
import { findSent } from './find-sent.ts';
import { holdBack } from './hold-back.ts';
import { readLaneKey, writeLaneKey } from './lane.ts';
import { rememberNamed } from './named-messages.ts';
import { createNewestOf } from './newest-of.ts';
import type { OutboundBody } from './outbound.ts';
import { type ClaimedMessage, claim, type Delivered, noteBegun, saveFates, saveProgress } from './outbox-store.ts';
import { placementOf } from './placement-of.ts';
import { type Edge, type ReadFile, sendChunk } from './send-chunk.ts';
import { undeliverable } from './undeliverable.ts';
import { isWindowClosed } from './window.ts';

/** Told of every message's fate, for metrics. */
export type OnFate = (channel: string, fate: Fate['status'], reason: string | null, isRepeat: boolean) => void;

interface DeliverDeps {
  database: Database;
  queue: Queue;
  seal: Seal;
  hash: LookupHash;
  channels: Map<string, Edge>;
  readFile: ReadFile;
  /** Says that a file came with this, on a platform where it cannot be shown. */
  fileNotShown: (language: string) => string;
  onFate: OnFate;
  /** Milliseconds since the epoch. */
  now: () => number;
}

/**
 * Delivers what waits in each lane of a batch, in order. It decides by the facts of a SendError
 * alone: gone for good, again later, or failed with a reason.
 */
export function createDeliver(deps: DeliverDeps): KnockHandler {
  const { database, seal, hash, channels, readFile, onFate, now } = deps;
  const newestOf = createNewestOf(database);

  return async function* (knocks) {
    const keys = knocks.map(({ key }) => key);
    const claimed = await claim(database, keys);
    const correspondences = await openCorrespondences(database, seal, [...claimed.values()]);
    const delivering = keys.map(key => deliverTo(key, correspondences.get(key)));
    for await (const delivered of asTheyFinish(delivering)) {
      const tried = delivered.filter(({ fates }) => fates.length > 0);
      if (tried.length > 0) await saveFates(deps, tried, now());
      if (tried.some(lane => claimed.get(writeLaneKey(lane))?.isForgotten)) await deleteForgotten(database);
      const outcomes = delivered.map(async (lane): Promise<[string, KnockOutcome]> => {
        const key = writeLaneKey(lane);
        return [key, await outcomeOf(lane, correspondences.get(key))];
      });
      yield new Map(await Promise.all(outcomes));
    }
  };

  async function outcomeOf(delivered: Delivered, correspondence: Correspondence | undefined): Promise<KnockOutcome> {
    const edge = correspondence && channels.get(correspondence.conversation.channel);
    if (edge && delivered.isHeld) return holdBack(deps, edge, correspondence, delivered);
    return delivered.fates.some(isOpen) ? 'again' : 'done';
  }

  /** @param correspondence undefined when nothing waits in the lane any more. */
  async function deliverTo(key: string, correspondence: Correspondence | undefined): Promise<Delivered> {
    const delivered: Delivered = {
      ...readLaneKey(key),
      turn: 0,
      sentUnasked: 0,
      gone: false,
      isHeld: false,
      fates: [],
    };
    if (!correspondence) return delivered;
    const { conversation, letters, named } = correspondence;
    delivered.turn = conversation.turn;
    const windowSeconds = channels.get(conversation.channel)?.channel.windowSeconds;
    delivered.isHeld = isWindowClosed(conversation, windowSeconds, now());
    for (const [index, letter] of letters.entries()) {
      const { message } = letter;
      const isHeldUp = delivered.fates.some(isOpen);
      const isReplaced = !isHeldUp && isSaidAgain(letter, letters.slice(index + 1), named);
      const fate =
        (delivered.isHeld && holds(message)) ||
        (isHeldUp && waits(message)) ||
        (isReplaced && ends(message, 'sent', REPLACED)) ||
        (await deliverLetter(correspondence, letter, delivered));
      delivered.fates.push(fate);
      if (!isOpen(fate)) onFate(conversation.channel, fate.status, fate.reason, message.isRepeat && !message.wasFound);
    }
    return delivered;
  }

  async function deliverLetter(
    correspondence: Correspondence,
    { message, body }: Letter,
    delivered: Delivered,
  ): Promise<Fate> {
    const { conversation } = correspondence;
    const refused = undeliverable(conversation, message, delivered, now());
    if (refused) {
      const { windowId, reply } = body instanceof SealError ? {} : body;
      // Who still looks at that window would wait for ever.
      if (windowId && reply) await channels.get(conversation.channel)?.channel.giveUpWindow?.(windowId, reply.language);
      return refused;
    }
    try {
      if (body instanceof SealError) throw body;
      await send(correspondence, message, body);
      if (message.isUnasked) delivered.sentUnasked += 1;
      return ends(message, 'sent', null);
    } catch (error) {
      if (!(error instanceof SendError)) {
        const ids = { conversationId: conversation.conversationId, outboundId: String(message.id) };
        log.error({ err: error, ...ids }, 'a message could not be rendered or sent');
        return ends(message, 'failed', error instanceof Error ? error.name : 'unknown');
      }
      if (error.recipientGone) delivered.gone = true;
      delivered.isHeld = error.windowClosed;
      if (error.windowClosed) return holds(message);
      if (!error.retryable) return ends(message, 'failed', error.recipientGone ? RECIPIENT_GONE : error.code);
      return { ...waits(message, error.code), ...(error.maybeSent && { status: 'sending' }) };
    }
  }

  /** Sends the chunks that have not arrived yet, each at its pace. */
  async function send(
    { conversation, letters, named }: Correspondence,
    message: ClaimedMessage,
    body: OutboundBody,
  ): Promise<void> {
    const { conversationId, lane, channel: name, addressSealed } = conversation;
    const edge = channels.get(name);
    if (!edge) throw new SendError({ code: `${name} is not configured`, retryable: true });
    const chatId = String(seal.open(addressSealed));
    const { reply } = body;
    const chunks = edge.channel.render(edge.channel.sendFile ? reply : withoutFile(reply));
    message.wasFound ||= message.chunksSent === chunks.length && !message.isDoubtful;
    // An attempt that was interrupted was at the first chunk that is not booked.
    const interruptedAt = message.isRepeat ? message.chunksSent : undefined;
    for (const [index, chunk] of chunks.entries()) {
      if (index < message.chunksSent) continue;
      const deliveryId = deliveryIdOf(hash, { outboundId: message.id, index, count: chunks.length });
      const placement = { ...placementOf(body, index, named), deliveryId, attempt: message.attempts };
      const interrupted = { message, conversationId, chatId, placement };
      const found = index === interruptedAt ? await findSent(database, edge.channel, interrupted) : undefined;
      message.wasFound ||= found !== undefined && !message.isDoubtful;
      const { id, isBulk } = message;
      const begin = async () => {
        message.handedOverAtMs = now();
        if (!isBulk || index > 0) return;
        // To look for a file would take its words away.
        const newest = chunk.fileId === undefined ? await booked(newestOf(edge.channel)) : undefined;
        await booked(noteBegun(database, id, newest));
      };
      const messageId = found ?? (await sendChunk(edge, readFile, { chatId, lane, isBulk }, chunk, placement, begin));
      if (reply.name !== undefined && messageId !== undefined) {
        // What follows the first has a name as well: it may have to be overwritten one day.
        const name = index === 0 ? reply.name : `${reply.name}/${index}`;
        named.set(name, messageId);
        await booked(rememberNamed(database, conversationId, name, messageId), { maybeSent: true });
      }
      message.chunksSent = index + 1;
      // What arrived before a process dies must not come again with what did not; nor, should it die among very many, to many of them.
      if (chunks.length > 1 || letters.length > 1 || message.isBulk)
        await booked(saveProgress(database, message.id, message.chunksSent));
    }
  }

  function withoutFile(reply: Reply): Reply {
    const { fileId, ...rest } = reply;
    if (fileId === undefined) return reply;
    return { ...rest, text: [reply.text, deps.fileNotShown(reply.language)].filter(text => text !== '').join('\n\n') };
  }
}
