import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Bot, startBot } from '../../src/bot.ts';
import { type Config, readConfig } from '../../src/config.ts';
import { type Database, openDatabase } from '../../src/database/database.ts';
import type { Conversation } from '../../src/playground/slack/conversation.ts';
import type { SlackMember } from '../../src/playground/slack/slack-member.ts';
import { type SlackServer, startSlackServer } from '../../src/playground/slack/slack-server.ts';
import { startWhatsappServer, type WhatsappServer } from '../../src/playground/whatsapp/whatsapp-server.ts';
import { employ, PACE, type Part } from './case-bot.ts';
import { fakeChromium } from './fake-whatsapp-web/fake-chromium.ts';
import { FakeWhatsAppWeb } from './fake-whatsapp-web/fake-whatsapp-web.ts';
import { readSlackManifest } from './slack-manifest.ts';
import { testDatabaseUrl } from './test-database.ts';
import { until } from './until.ts';
import { NOTICE } from './whatsapp-bot.ts';

const VERIFY_TOKEN = 'the-verify-token-of-the-charity';

/** A charity that is reached by WhatsApp, and works in the local Slack: one bot on one database, on one of the two transports at a time. */
export interface WhatsappCharity {
  /** What WhatsApp Web's page is connected to: the real library has it open in a real browser. */
  web: FakeWhatsAppWeb;
  cloud: WhatsappServer;
  slack: SlackServer;
  /** Where cases and actions come; everybody is in it. */
  room: Conversation;
  /** Those who were asked for, in the same order. */
  people: SlackMember[];
  /** Starts the bot; it is connected when this resolves. */
  start(transport: 'web' | 'cloud'): Promise<void>;
  stop(): Promise<void>;
  /** Looks into its database, or changes it: while the bot is stopped, where that is the embedded one. */
  withDatabase<T>(look: (database: Database) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** @param changes to the settings that the test is about. */
export async function openWhatsappCharity(parts: Part[], changes: Partial<Config> = {}): Promise<WhatsappCharity> {
  const directory = mkdtempSync(join(tmpdir(), 'folding-chair-whatsapp-'));
  const web = await FakeWhatsAppWeb.start();
  web.isPairedByItself = true;
  const cloud = await startWhatsappServer({ limits: 'off', templates: [NOTICE] });
  const slack = await startSlackServer({ limits: 'off', manifest: readSlackManifest() });
  const people = parts.map((part, index) => slack.person(`${part} ${index}`));
  const room = slack.channel('casework', { members: people });
  const { botToken, appToken, apiUrl } = slack;
  const config: Config = {
    ...readConfig({ DATA_DIR: directory, PORT: '0', PLAYGROUND: 'off' }),
    databaseUrl: await testDatabaseUrl(),
    sealKeys: [randomBytes(32)],
    slack: { botToken, appToken, apiUrl, pace: PACE },
    ...changes,
  };
  const folder = join(directory, 'whatsapp-web');
  const onWeb: Partial<Config> = {
    whatsappWeb: {
      chromiumPath: await fakeChromium(directory),
      folder,
      version: web.writePage(join(folder, 'pages')).version,
      pace: PACE,
      number: undefined,
      typingSecondsMax: 0,
      memoryMegabytesMax: 4000,
      adminUrl: 'http://127.0.0.1:8080',
    },
  };
  const { token, phoneNumberId, appSecret, accountId } = cloud.business;
  const onCloud: Partial<Config> = {
    whatsapp: {
      token,
      phoneNumberId,
      appSecret,
      apiRoot: `${cloud.apiRoot}/v25.0`,
      verifyToken: VERIFY_TOKEN,
      number: undefined,
      notice: { accountId, name: NOTICE.name, languages: ['en_GB'], parameters: ['a charity'] },
      messagesPerSecond: 80,
    },
  };
  await employ(config, room.id, people, parts);
  let bot: Bot | undefined;
  const stop = async () => {
    await bot?.stop();
    bot = undefined;
  };

  return {
    web,
    cloud,
    slack,
    room,
    people,
    async start(transport) {
      bot = await startBot({ ...config, ...(transport === 'web' ? onWeb : onCloud) });
      if (transport === 'web') await untilHealthy(`${bot.url}/healthz`);
      else await cloud.subscribe(`${bot.url}/whatsapp`, VERIFY_TOKEN);
    },
    stop,
    async withDatabase(look) {
      const database = await openDatabase(config);
      return look(database).finally(() => database.close());
    },
    async close() {
      await stop();
      await Promise.all([slack.stop(), cloud.stop(), web.stop()]);
      rmSync(directory, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** The telephone that is linked first takes a moment, of which nothing outside the bot tells. */
const untilHealthy = (url: string) => until(async () => (await fetch(url)).ok);
