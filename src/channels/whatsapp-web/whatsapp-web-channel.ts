import type { Hono } from 'hono';
import { z } from 'zod';
import { log } from '../../log.ts';
import type { Channel, Pace } from '../channel.ts';
import { waMeLink } from '../wa-me.ts';
import { createPairingDesk } from './pairing-desk.ts';
import type { WebSettings } from './process/web-calls.ts';
import { renderNumbered } from './render-numbered.ts';
import { createSentNames } from './sent-names.ts';
import type { SessionKeeper } from './session-keeper.ts';
import { createWebEar } from './web-ear.ts';
import { createWebMouth } from './web-mouth.ts';
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
  /** What people write to, with its country code, where it may be shown to them. */
  number?: string | undefined;
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
  /** @default 60 */
  steadySeconds: number;
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

const COURTESY_SECONDS = 5;
const PAIRING_SECONDS = 60;

/**
 * WhatsApp through its page for computers, with whatsapp-web.js in a process of its own. It is unofficial: docs/whatsapp.md says what is
 * risked. It answers, and never writes first.
 */
export function createWhatsAppWebChannel(settings: WhatsAppWebSettings): WhatsAppWebChannel {
  const { session, patience = {}, typingSecondsMax, memoryMegabytesMax } = settings;
  const names = createSentNames();
  // Their telephone shows that we have read it only once we will not lose it.
  const ear = createWebEar(session, names, chatId => courtesy({ kind: 'seen', chatId }));
  const web = createWebSupervisor({
    settings: webSettingsOf(settings),
    session,
    heardUntilMs: ear.heardUntilMs,
    hear(news) {
      if (news.kind === 'qr') pairing.noteQr(news.qr);
      ear.hear(news);
    },
    onState(state) {
      pairing.note(state);
      settings.onState?.(state);
    },
    memoryMegabytesMax,
    conflictPauseSeconds: patience.conflictPauseSeconds ?? 60,
    steadySeconds: patience.steadySeconds ?? 60,
    openSecondsMax: patience.openSecondsMax ?? 150,
  });
  const pairing = createPairingDesk({
    adminUrl: settings.adminUrl,
    state: web.state,
    reopen: web.reopen,
    pairByPhone: phone => web.ask({ kind: 'pairByPhone', phone }, z.string(), PAIRING_SECONDS),
    show: settings.showPairing ?? (() => {}),
  });

  /** One that fails must not stop what matters. */
  async function courtesy(call: { kind: 'seen' | 'typing'; chatId: string }): Promise<void> {
    await web
      .ask(call, z.unknown(), COURTESY_SECONDS)
      .catch(error => log.debug({ err: error }, 'WhatsApp Web refused a courtesy'));
  }

  return {
    name: 'whatsapp-web',
    pace: settings.pace,
    state: web.state,
    routes: pairing.routes,
    pairingLink: pairing.link,
    chatLink: async text => waMeLink(settings.number, text),

    async start(receive, learn = async () => {}) {
      ear.start(receive, learn);
      await web.start();
    },

    async stop() {
      await web.stop();
      await ear.stop();
    },

    ready: () => web.state().kind === 'connected',
    render: renderNumbered,
    ...createWebMouth({ ask: web.ask, names, isBehind: ear.isBehind, typingSecondsMax }),
    showTyping: chatId => courtesy({ kind: 'typing', chatId }),
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
