import { setTimeout as wait } from 'node:timers/promises';
import { log } from '../../log.ts';
import type { Learn, Receive } from '../channel.ts';
import type { WebNews } from './process/web-calls.ts';
import type { SentNames } from './sent-names.ts';
import type { SessionKeeper } from './session-keeper.ts';
import { createWebInTray, type WebInTray } from './web-in-tray.ts';
import { parseWebMessage } from './web-message.ts';

/** Hears what WhatsApp tells: messages, and how far ours have come. */
export interface WebEar {
  start(receive: Receive, learn: Learn): void;
  /** Resolves when what is being stored is stored, and how far that is. */
  stop(): Promise<void>;
  hear(news: WebNews): void;
  /** From when on messages are new: at the first time of all from now, so that nobody is answered who wrote before there was a bot. */
  heardUntilMs(): Promise<number>;
  /** True when somebody has said more in this chat since that message. */
  isBehind(chatId: string, messageId: string): boolean;
}

/** A message may come a little later than its time says. After long outages what is older may have been deleted, and would be new again. */
const OVERLAP_MS = 10 * 60 * 1000;
const LONG_OUTAGE_MS = 24 * 60 * 60 * 1000;
const NOTE_HEARD_MS = 10_000;
const CHATS_REMEMBERED_MAX = 10_000;
/** https://docs.wwebjs.dev/global.html#MessageAck: with WhatsApp, on the telephone, seen, heard. */
const ARRIVED: Record<number, 'taken' | 'delivered' | 'read'> = { 1: 'taken', 2: 'delivered', 3: 'read', 4: 'read' };

/** @param onStored lets the telephone of whoever wrote show that we have read it. */
export function createWebEar(session: SessionKeeper, names: SentNames, onStored: (chatId: string) => void): WebEar {
  const stopping = new AbortController();
  /** The newest message of each chat. */
  const newest = new Map<string, string>();
  let inTray: WebInTray | undefined;
  let learn: Learn = async () => {};
  let noting: Promise<void> = Promise.resolve();

  /** Keeps how far everything is stored; what is not kept is fetched again, and known again. */
  async function noteHeard(): Promise<void> {
    for (let notedMs = 0; !stopping.signal.aborted; ) {
      await wait(NOTE_HEARD_MS, undefined, { signal: stopping.signal, ref: false }).catch(() => {});
      const untilMs = inTray?.storedUntilMs() ?? 0;
      if (untilMs <= notedMs) continue;
      notedMs = untilMs;
      await session.noteHeard(untilMs).catch(notKept);
    }
  }

  function hearMessage({ kind, message, ...ids }: Extract<WebNews, { kind: 'message' | 'edited' }>): void {
    try {
      const inbound = parseWebMessage(message, ids, kind === 'edited');
      if (!inbound) return;
      const { id: chatId } = inbound.from;
      newest.delete(chatId);
      newest.set(chatId, inbound.externalId);
      const [oldest] = newest.keys();
      if (newest.size > CHATS_REMEMBERED_MAX && oldest !== undefined) newest.delete(oldest);
      inTray?.take(inbound, () => onStored(chatId));
    } catch (error) {
      log.warn({ err: error }, 'a message of WhatsApp Web could not be read and was left out');
    }
  }

  function hearArrival({ messageName, ack }: Extract<WebNews, { kind: 'ack' }>): void {
    const [deliveryId, how] = [names.deliveryOf(messageName), ARRIVED[ack]];
    if (deliveryId !== undefined && how) learn({ kind: 'arrived', deliveryId, how, atMs: Date.now() }).catch(notKept);
  }

  return {
    start(receive, learnt) {
      inTray = createWebInTray(receive, stopping.signal);
      learn = learnt;
      noting = noteHeard();
    },

    async stop() {
      stopping.abort();
      await Promise.all([inTray?.empty(), noting]);
      const untilMs = inTray?.storedUntilMs();
      if (untilMs !== undefined) await session.noteHeard(untilMs).catch(notKept);
    },

    hear(news) {
      if (news.kind === 'message' || news.kind === 'edited') hearMessage(news);
      if (news.kind === 'ack') hearArrival(news);
    },

    async heardUntilMs() {
      const nowMs = Date.now();
      const heardMs = await session.heardUntilMs();
      if (heardMs === undefined) await session.noteHeard(nowMs);
      const fromMs = Math.max(heardMs ?? nowMs, inTray?.storedUntilMs() ?? 0);
      return nowMs - fromMs > LONG_OUTAGE_MS ? fromMs : fromMs - OVERLAP_MS;
    },

    isBehind: (chatId, messageId) => (newest.get(chatId) ?? messageId) !== messageId,
  };
}

function notKept(error: unknown): void {
  log.warn({ err: error }, 'what WhatsApp Web told could not be kept: of messages, it is fetched again');
}
