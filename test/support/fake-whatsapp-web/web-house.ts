import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SessionKeeper } from '../../../src/channels/whatsapp-web/session-keeper.ts';
import {
  createWhatsAppWebChannel,
  type WhatsAppWebChannel,
  type WhatsAppWebSettings,
} from '../../../src/channels/whatsapp-web/whatsapp-web-channel.ts';
import { fakeChromium } from './fake-chromium.ts';
import { FakeWhatsAppWeb } from './fake-whatsapp-web.ts';
import { memoryKeeper } from './memory-keeper.ts';

/** The channel with the real library and a real browser, and the fake page in it. */
export interface WebHouse {
  web: FakeWhatsAppWeb;
  session: SessionKeeper;
  /** Where the channel's machine keeps things. */
  folder: string;
  /** What was shown to the operator. */
  shown: string[];
  settings(): WhatsAppWebSettings;
  /** A channel on this machine. */
  channel(changes?: Partial<WhatsAppWebSettings>): WhatsAppWebChannel;
  close(): Promise<void>;
}

export async function openWebHouse(session: SessionKeeper = memoryKeeper()): Promise<WebHouse> {
  const folder = mkdtempSync(join(tmpdir(), 'folding-chair-web-'));
  const web = await FakeWhatsAppWeb.start();
  const chromiumPath = await fakeChromium(folder);
  const shown: string[] = [];
  const settings = (): WhatsAppWebSettings => ({
    folder: join(folder, 'whatsapp-web'),
    chromiumPath,
    page: web.writePage(join(folder, 'pages')),
    session,
    pace: { messagesPerSecond: 1000, messagesPerSecondPerChat: 1000 },
    typingSecondsMax: 0,
    memoryMegabytesMax: 4000,
    adminUrl: 'http://127.0.0.1:8080',
    showPairing: text => void shown.push(text),
    patience: { beatSeconds: 1, keepSessionAfterSeconds: 3600, conflictPauseSeconds: 1, steadySeconds: 1 },
  });
  return {
    web,
    session,
    folder,
    shown,
    settings,
    channel: changes => createWhatsAppWebChannel({ ...settings(), ...changes }),
    async close() {
      await web.stop();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
