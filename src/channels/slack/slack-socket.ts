import { setTimeout as wait } from 'node:timers/promises';
import { type App, SocketModeReceiver, type webApi } from '@slack/bolt';
import { log } from '../../log.ts';
import { keepTrying, pauseAfter } from '../keep-trying.ts';
import { InTray } from './in-tray.ts';
import { quietLogger } from './quiet-logger.ts';
import { troubleOf } from './slack-error.ts';
import type { SlackReceiver } from './slack-receiver.ts';

/** A connection that ends earlier is a failure, and the next is not opened at once. */
const LIFETIME_MS_MIN = 10_000;
/** A socket that does not close has nothing more to say. */
const CLOSE_MS_MAX = 2000;

/**
 * Socket Mode (https://docs.slack.dev/apis/events-api/using-socket-mode), by Bolt's own client. It opens its connection again by itself:
 * the client would end Node when Slack is out of reach at that moment, and wait for 5 seconds when it is not.
 */
export class SlackSocket implements SlackReceiver {
  readonly #tray = new InTray();
  readonly #bolt: SocketModeReceiver;
  readonly #stopping = new AbortController();
  #isConnected = false;
  #staying: Promise<void> = Promise.resolve();
  #onEnd = () => {};

  constructor(appToken: string, clientOptions: webApi.WebClientOptions) {
    const logger = quietLogger;
    this.#bolt = new SocketModeReceiver({
      appToken,
      logger,
      autoReconnectEnabled: false,
      installerOptions: { clientOptions },
    });
    this.#bolt.client.on('connected', () => {
      this.#isConnected = true;
    });
    this.#bolt.client.on('disconnected', () => {
      this.#isConnected = false;
      this.#onEnd();
    });
  }

  init(app: App): void {
    this.#tray.init(app);
    // Bolt's receiver gives each event to its app; an event that is not taken stays unacknowledged.
    const tray = { processEvent: (event: Parameters<App['processEvent']>[0]) => this.#tray.take(event) };
    this.#bolt.init(tray as unknown as App);
  }

  ready(): boolean {
    return this.#isConnected && !this.#stopping.signal.aborted;
  }

  /** Resolves when it is connected. @throws Error when Slack refuses the token. */
  async start(): Promise<void> {
    this.#tray.open();
    await this.#connect();
    this.#staying = this.#stayConnected();
  }

  /** Lets what has begun finish, and closes the connection. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#tray.close();
    this.#onEnd();
    const closed = Promise.all([this.#bolt.client.disconnect(), this.#staying]);
    await Promise.race([closed, wait(CLOSE_MS_MAX, undefined, { ref: false })]);
  }

  async #connect(): Promise<void> {
    const { client } = this.#bolt;
    const { signal } = this.#stopping;
    const read = (error: unknown) => troubleOf(error, 'SLACK_APP_TOKEN');
    await keepTrying('apps.connections.open', () => client.start(), { platform: 'Slack', read, signal });
    if (signal.aborted) await client.disconnect();
  }

  async #stayConnected(): Promise<void> {
    const { signal } = this.#stopping;
    for (let failures = 0; ; ) {
      const openedAtMs = Date.now();
      await this.#end();
      if (signal.aborted) return;
      failures = Date.now() - openedAtMs < LIFETIME_MS_MIN ? failures + 1 : 0;
      if (failures > 1) await pauseAfter(failures, signal);
      await this.#connect().catch(error =>
        log.error({ err: error }, 'Slack refuses SLACK_APP_TOKEN: put a good one in and restart'),
      );
    }
  }

  /** Resolves when there is no connection, or is to be none any more. */
  #end(): Promise<void> {
    if (!this.#isConnected) return Promise.resolve();
    return new Promise(resolve => {
      this.#onEnd = resolve;
    });
  }
}
