import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { type Bot, startBot } from '../../src/bot.ts';
import { type Config, readConfig } from '../../src/config.ts';
import { startTelegramServer, type TelegramServer } from '../../src/playground/telegram/telegram-server.ts';

import { makeDataDirectory, testDatabaseUrl } from './test-database.ts';

const TOKEN = '4242:test';

/** The whole bot in this process, on its embedded database (or `DATABASE_URL`), with the local Telegram in front of it. */
export interface TelegramBot {
  telegram: TelegramServer;
  config: Config;
  bot: Bot;
  /** Stops the bot and starts it again on the same data. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** @param changes to the settings that the test is about. */
export async function startTelegramBot(changes: Partial<Config> = {}): Promise<TelegramBot> {
  const telegram = await startTelegramServer({ bots: [{ token: TOKEN }], limits: 'off' });
  const directory = await makeDataDirectory();
  const config: Config = {
    ...readConfig({ DATA_DIR: directory, PORT: '0', PLAYGROUND: 'off' }),
    databaseUrl: await testDatabaseUrl(),
    sealKeys: [randomBytes(32)],
    telegram: {
      token: TOKEN,
      apiRoot: telegram.apiRoot,
      webhook: undefined,
      messagesPerSecond: 1000,
      messagesPerSecondPerChat: 1000,
    },
    ...changes,
  };
  const running: TelegramBot = {
    telegram,
    config,
    bot: await startBot(config),
    async restart() {
      await running.bot.stop();
      running.bot = await startBot(config);
    },
    async stop() {
      await running.bot.stop();
      await telegram.stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
  return running;
}
