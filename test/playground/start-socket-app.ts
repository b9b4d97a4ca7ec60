import { once } from 'node:events';
import { App, type AppOptions, SocketModeReceiver } from '@slack/bolt';
import type { SlackServer } from '../../src/playground/slack/slack-server.ts';
import { silentLogger } from './silent-logger.ts';

/**
 * Bolt's own app on Socket Mode, connected. It neither repeats calls nor waits when it is told to slow down.
 * @param options `reconnectMs` is what Bolt waits before it connects again, 5000 by itself
 */
export async function startSocketApp(
  slack: SlackServer,
  endings: (() => Promise<unknown>)[],
  { reconnectMs = 5000, ...options }: AppOptions & { reconnectMs?: number } = {},
): Promise<App> {
  const clientOptions = {
    slackApiUrl: slack.apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logger: silentLogger,
  };
  const receiver = new SocketModeReceiver({
    appToken: slack.appToken,
    clientPingTimeout: reconnectMs,
    installerOptions: { clientOptions },
    logger: silentLogger,
  });
  const app = new App({ token: slack.botToken, receiver, logger: silentLogger, clientOptions, ...options });
  await app.start();
  endings.push(async () => {
    const closed = slack.world.sockets.connections > 0 ? once(slack.events, 'sockets') : undefined;
    await app.stop(); // which does not wait for its socket to close
    await closed;
  });
  return app;
}
