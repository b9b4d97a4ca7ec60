import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { type Bot, startBot } from '../../src/bot.ts';
import { type Config, readConfig } from '../../src/config.ts';
import {
  startWhatsappServer,
  type WhatsappServer,
  type WhatsappServerOptions,
} from '../../src/playground/whatsapp/whatsapp-server.ts';
import type { Template } from '../../src/playground/whatsapp/wire.ts';
import { makeDataDirectory, testDatabaseUrl } from './test-database.ts';

const VERIFY_TOKEN = 'the-verify-token-of-the-test';

/** Approved, in English: what the bot of a test tells those whose window is closed. */
export const NOTICE: Template = {
  name: 'you_have_a_reply',
  language: 'en_GB',
  status: 'APPROVED',
  category: 'UTILITY',
  components: [{ type: 'BODY', text: 'You have a reply from {{1}}. Write anything to read it.' }],
};

/** The whole bot in this process, on its embedded database (or `DATABASE_URL`), with the local WhatsApp in front of it. */
export interface WhatsappBot {
  whatsapp: WhatsappServer;
  config: Config;
  bot: Bot;
  /** Where the bot takes webhooks. */
  webhook: string;
  stop(): Promise<void>;
}

/** @param changes to the server, and to the settings that the test is about. */
export async function startWhatsappBot(
  server: WhatsappServerOptions = { limits: 'off' },
  changes: Partial<Config> = {},
): Promise<WhatsappBot> {
  const whatsapp = await startWhatsappServer({ templates: [NOTICE], ...server });
  const { token, phoneNumberId, appSecret, accountId } = whatsapp.business;
  const directory = await makeDataDirectory();
  const config: Config = {
    ...readConfig({ DATA_DIR: directory, PORT: '0', PLAYGROUND: 'off' }),
    databaseUrl: await testDatabaseUrl(),
    sealKeys: [randomBytes(32)],
    whatsapp: {
      token,
      phoneNumberId,
      appSecret,
      apiRoot: `${whatsapp.apiRoot}/v25.0`,
      verifyToken: VERIFY_TOKEN,
      number: undefined,
      notice: { accountId, name: NOTICE.name, languages: ['en_GB'], parameters: ['a charity'] },
      messagesPerSecond: 80,
    },
    ...changes,
  };
  const bot = await startBot(config);
  const webhook = `${bot.url}/whatsapp`;
  await whatsapp.subscribe(webhook, VERIFY_TOKEN);
  return {
    whatsapp,
    config,
    bot,
    webhook,
    async stop() {
      await bot.stop();
      await whatsapp.stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
