import { once } from 'node:events';
import { App } from '@slack/bolt';
import type { SlackServer } from '../../src/playground/slack/slack-server.ts';
import { silentLogger } from './silent-logger.ts';

/** Bolt's own app on Socket Mode, connected. It neither repeats calls nor waits when it is told to slow down. */
export async function startSocketApp(slack: SlackServer, endings: (() => Promise<unknown>)[]): Promise<App> {
  const app = new App({
    token: slack.botToken,
    appToken: slack.appToken,
    socketMode: true,
    logger: silentLogger,
    clientOptions: { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 }, rejectRateLimitedCalls: true },
  });
  await app.start();
  endings.push(async () => {
    const closed = slack.world.sockets.connections > 0 ? once(slack.events, 'sockets') : undefined;
    await app.stop(); // which does not wait for its socket to close
    await closed;
  });
  return app;
}
