import { setTimeout as wait } from 'node:timers/promises';
import type { Hono } from 'hono';
import { z } from 'zod';
import { log } from '../../log.ts';
import type { FileContent } from '../../messages/file.ts';
import type { Channel, Learn, Pace, Placement, Receive } from '../channel.ts';
import { SendError } from '../send-error.ts';
import { createPairingDesk } from './pairing-desk.ts';
import type { WebNews, WebSettings } from './process/web-calls.ts';
import { renderNumbered } from './render-numbered.ts';
import { createSentNames } from './sent-names.ts';
import type { SessionKeeper } from './session-keeper.ts';
import { createWebInTray, type WebInTray } from './web-in-tray.ts';
import { toWebMarkup } from './web-markup.ts';
import { parseWebMessage } from './web-message.ts';
import type { WebState } from './web-state.ts';
import { createWebSupervisor } from './web-supervisor.ts';

export interface WhatsAppWebSettings {
  /** Where the browser's profile is kept. */
  folder: string;
  chromiumPath: string;
  browserArgs?: string[];
  /** A version of WhatsApp's page that was kept, by its name and its folder. */
  page?: { version: string; folder: string } | undefined;
  session: SessionKeeper;
  pace: Pace;
  /** Somebody who types takes longer the more they write; no longer than this. */
  typingSecondsMax: number;
  memoryMegabytesMax: number;
  /** Where this server is reached by those who pair a telephone, without a slash at the end. */
  adminUrl: string;
  /** Told when it is connected, or no longer. */
  onState?(state: WebState): void;
  /** Shows the operator, in the terminal, what has to be scanned. */
  showPairing?(text: string): void;
  patience?: Partial<WebPatience>;
}

/** Times that tests make shorter. */
interface WebPatience {
  /** @default 15 */
  beatSeconds: number;
  /** @default 60, as the library advises */
  keepSessionAfterSeconds: number;
  /** @default 900 */
  keepSessionEverySeconds: number;
  /** @default 60 */
  conflictPauseSeconds: number;
  /** @default 150 */
  openSecondsMax: number;
}

/** A channel whose page has to be looked after. */
export interface WhatsAppWebChannel extends Channel {
  /** How it stands with the page. */
  state(): WebState;
  /** The page on which a telephone is paired, by a link that is good for so long. */
  pairingLink(hours: number): string;
  routes: Hono;
}

/** The outbox waits no longer for anybody. */
const SEND_SECONDS = 10;
const FETCH_SECONDS = 120;
const COURTESY_SECONDS = 5;
/** https://faq.whatsapp.com/5453627484753930 allows 2 GB; what nobody could look through is not fetched. */
const DOWNLOAD_BYTES_MAX = 20 * 1024 * 1024;
/** https://faq.whatsapp.com/5453627484753930: photos and videos. All goes through the page's memory. */
const UPLOAD_BYTES_MAX = 16 * 1024 * 1024;
/** A message may come a little later than its time says. After long outages what is older may have been deleted, and would be new again. */
const OVERLAP_MS = 10 * 60 * 1000;
const LONG_OUTAGE_MS = 24 * 60 * 60 * 1000;
const NOTE_HEARD_MS = 10_000;
const CHATS_REMEMBERED_MAX = 10_000;
const TYPED_CHARS_PER_SECOND = 40;
/** https://docs.wwebjs.dev/global.html#MessageAck: with WhatsApp, on the telephone, seen, heard. */
const ARRIVED: Record<number, 'taken' | 'delivered' | 'read'> = { 1: 'taken', 2: 'delivered', 3: 'read', 4: 'read' };
const ID = z.string();

export function createWhatsAppWebChannel(settings: WhatsAppWebSettings): WhatsAppWebChannel {
  const { session, patience = {} } = settings;
  const names = createSentNames();
  /** The newest message of each chat. */
  const newest = new Map<string, string>();
  const stopping = new AbortController();
  let inTray: WebInTray | undefined;
  let learn: Learn = async () => {};
  let noting: Promise<void> = Promise.resolve();

  const web = createWebSupervisor({
    settings: webSettingsOf(settings),
    session,
    heardUntilMs,
    hear,
    onState(state) {
      pairing.note(state);
      settings.onState?.(state);
    },
    memoryMegabytesMax: settings.memoryMegabytesMax,
    conflictPauseSeconds: patience.conflictPauseSeconds ?? 60,
    openSecondsMax: patience.openSecondsMax ?? 150,
  });
  const pairing = createPairingDesk({
    adminUrl: settings.adminUrl,
    state: web.state,
    reopen: web.reopen,
    pairByPhone: phone => web.ask({ kind: 'pairByPhone', phone }, z.string(), FETCH_SECONDS),
    show: settings.showPairing ?? (() => {}),
  });

  /** From when on messages are new: at the first time of all from now, so that nobody is answered who wrote before there was a bot. */
  async function heardUntilMs(): Promise<number> {
    const nowMs = Date.now();
    const heardMs = await session.heardUntilMs();
    if (heardMs === undefined) await session.noteHeard(nowMs);
    const fromMs = Math.max(heardMs ?? nowMs, inTray?.storedUntilMs() ?? 0);
    return nowMs - fromMs > LONG_OUTAGE_MS ? fromMs : fromMs - OVERLAP_MS;
  }

  /** Keeps how far everything is stored; what is not kept is fetched again, and known again. */
  async function noteHeard(): Promise<void> {
    let notedMs = 0;
    while (!stopping.signal.aborted) {
      await wait(NOTE_HEARD_MS, undefined, { signal: stopping.signal, ref: false }).catch(() => {});
      const untilMs = inTray?.storedUntilMs() ?? 0;
      if (untilMs <= notedMs) continue;
      notedMs = untilMs;
      await session
        .noteHeard(untilMs)
        .catch(error => log.warn({ err: error }, 'how far WhatsApp Web was heard is not kept'));
    }
  }

  function hear(news: WebNews): void {
    if (news.kind === 'qr') pairing.noteQr(news.qr);
    if (news.kind === 'message' || news.kind === 'edited') hearMessage(news);
    if (news.kind === 'ack') hearArrival(news.messageName, news.ack);
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
      // Their telephone shows that we have read it only once we will not lose it.
      inTray?.take(inbound, () => void web.ask({ kind: 'seen', chatId }, z.unknown(), COURTESY_SECONDS).catch(ignore));
    } catch (error) {
      log.warn({ err: error }, 'a message of WhatsApp Web could not be read and was left out');
    }
  }

  function hearArrival(messageName: string, ack: number): void {
    const [deliveryId, how] = [names.deliveryOf(messageName), ARRIVED[ack]];
    if (deliveryId === undefined || !how) return;
    learn({ kind: 'arrived', deliveryId, how, atMs: Date.now() }).catch(error =>
      log.warn({ err: error }, 'how far a message came on WhatsApp Web is not kept'),
    );
  }

  const outgoing = (chatId: string, text: string, { deliveryId, quoting }: Placement) => ({
    chatId,
    text: toWebMarkup(text),
    messageName: names.nameOf(deliveryId),
    ...(quoting !== undefined && newest.get(chatId) !== quoting && { quoting }),
    typingMs: Math.min(text.length / TYPED_CHARS_PER_SECOND, settings.typingSecondsMax) * 1000,
  });

  return {
    name: 'whatsapp-web',
    pace: settings.pace,
    state: web.state,
    routes: pairing.routes,
    pairingLink: pairing.link,

    async start(receive: Receive, learnt = async () => {}) {
      inTray = createWebInTray(receive, stopping.signal);
      learn = learnt;
      noting = noteHeard();
      await web.start();
    },

    async stop() {
      await web.stop();
      stopping.abort();
      await Promise.all([inTray?.empty(), noting]);
      const untilMs = inTray?.storedUntilMs();
      if (untilMs !== undefined) await session.noteHeard(untilMs);
    },

    ready: () => web.state().kind === 'connected',

    render: renderNumbered,

    send: (chatId, { text }, placement = {}) =>
      web.ask({ kind: 'send', ...outgoing(chatId, text, placement) }, ID, SEND_SECONDS),

    async sendFile(chatId, file, { text }, placement = {}) {
      if (file.bytes.length > UPLOAD_BYTES_MAX) throw new SendError({ code: 'too large', retryable: false });
      const content = {
        bytes: file.bytes,
        mimeType: file.mimeType,
        name: `${file.kind}.${file.extension}`,
        as: asOf(file),
      };
      const whole = outgoing(chatId, text, placement);
      if (text === '' || content.as !== 'voice')
        return web.ask({ kind: 'sendFile', ...whole, file: content }, ID, FETCH_SECONDS);
      // Nothing can stand below a voice note: the words go before it, under a name of their own, and not twice.
      const words = { ...whole, messageName: names.nameOf(placement.deliveryId && `${placement.deliveryId} words`) };
      const said = await web.ask({ kind: 'find', chatId, messageName: words.messageName }, ID.nullable(), SEND_SECONDS);
      if (said === null) await web.ask({ kind: 'send', ...words }, ID, SEND_SECONDS);
      return web.ask({ kind: 'sendFile', ...whole, text: '', typingMs: 0, file: content }, ID, FETCH_SECONDS);
    },

    async findSent(chatId, deliveryId) {
      const found = await web.ask(
        { kind: 'find', chatId, messageName: names.nameOf(deliveryId) },
        ID.nullable(),
        SEND_SECONDS,
      );
      return found ?? undefined;
    },

    async fetchFile(messageId) {
      const bytes = z.custom<Uint8Array>(value => value instanceof Uint8Array);
      return web.ask({ kind: 'fetch', messageId, bytesMax: DOWNLOAD_BYTES_MAX }, bytes, FETCH_SECONDS).catch(unsent);
    },

    async showTyping(chatId) {
      await web.ask({ kind: 'typing', chatId }, z.unknown(), COURTESY_SECONDS).catch(ignore);
    },
  };
}

function webSettingsOf({
  folder,
  chromiumPath,
  browserArgs = [],
  page,
  patience = {},
}: WhatsAppWebSettings): Omit<WebSettings, 'heardUntilMs'> {
  return {
    folder,
    chromiumPath,
    browserArgs,
    page,
    beatSeconds: patience.beatSeconds ?? 15,
    keepSessionAfterSeconds: patience.keepSessionAfterSeconds ?? 60,
    keepSessionEverySeconds: patience.keepSessionEverySeconds ?? 900,
  };
}

/** What WhatsApp's page shows or plays by itself; the rest are documents. */
function asOf({ kind, extension }: FileContent): 'media' | 'voice' | 'document' {
  if (kind === 'voice' && extension === 'ogg') return 'voice';
  return ['jpg', 'png', 'webp', 'mp4', 'mp3'].includes(extension) ? 'media' : 'document';
}

/** Nothing was sent: what got no answer did no harm. */
function unsent(error: unknown): never {
  if (error instanceof SendError && error.maybeSent) throw new SendError({ code: error.code, retryable: true });
  throw error;
}

/** A courtesy that fails must not stop what matters. */
function ignore(error: unknown): void {
  log.debug({ err: error }, 'WhatsApp Web refused a courtesy');
}
