import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { type Bot, startBot } from '../../src/bot.ts';
import { type Config, readConfig } from '../../src/config.ts';
import { type SlackServer, startSlackServer } from '../../src/playground/slack/slack-server.ts';
import { readSlackManifest } from './slack-manifest.ts';
import { makeDataDirectory, testDatabaseUrl } from './test-database.ts';

/** The whole bot in this process, on its embedded database (or `DATABASE_URL`), with the local Slack in front of it. */
export interface SlackBot {
  slack: SlackServer;
  bot: Bot;
  stop(): Promise<void>;
}

export async function startSlackBot(): Promise<SlackBot> {
  const slack = await startSlackServer({ limits: 'off', manifest: readSlackManifest() });
  const directory = await makeDataDirectory();
  const { botToken, appToken, apiUrl } = slack;
  const config: Config = {
    ...readConfig({ DATA_DIR: directory, PORT: '0', PLAYGROUND: 'off' }),
    databaseUrl: await testDatabaseUrl(),
    sealKeys: [randomBytes(32)],
    slack: { botToken, appToken, apiUrl, pace: { messagesPerSecond: 1000, messagesPerSecondPerChat: 1000 } },
  };
  const bot = await startBot(config);
  return {
    slack,
    bot,
    async stop() {
      await bot.stop();
      await slack.stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
