import { App } from '@slack/bolt';
import type { Hono } from 'hono';
import { log } from '../../log.ts';
import type { Channel, Pace, Receive } from '../channel.ts';
import { keepTrying } from '../keep-trying.ts';
import { SendError } from '../send-error.ts';
import { type Arrival, NOTHING } from './arrival.ts';
import { quietLogger } from './quiet-logger.ts';
import { COMMAND, isForStaff } from './slack-command.ts';
import { cannotUpdate, remedyOf, toSendError, troubleOf } from './slack-error.ts';
import { renderForSlack, type SlackMessage, toSlackMessage } from './slack-message.ts';
import { readSlackPayload } from './slack-payload.ts';
import { SlackPeople } from './slack-people.ts';
import { SlackSocket } from './slack-socket.ts';
import { SlackWebhook } from './slack-webhook.ts';

/** How a Slack app is reached: Socket Mode by an app token, or HTTP by a signing secret. */
export type SlackConnection = {
  botToken: string;
  /** With a slash at its end. @default https://slack.com/api/ */
  apiUrl: string;
} & ({ appToken: string } | { signingSecret: string });

export type SlackSettings = SlackConnection & {
  /** @default SLACK_PACE */
  pace?: Pace;
  /** What Slack has not answered by then may have arrived or not. @default 10 */
  requestTimeoutSeconds?: number;
  /** Says that the bot talks in direct messages: the answer to a command of staff. */
  writeToMe: string;
};

/** A Slack channel, and the app behind it. */
export interface SlackChannel extends Channel {
  /** Bolt's own, for what is not a member's talk: modals, shortcuts, the Home tab. An event is acknowledged when all its listeners are done. */
  app: App;
  /** The way in for Slack's posts; undefined in Socket Mode. */
  routes: Hono | undefined;
}

/** https://docs.slack.dev/apis/web-api/rate-limits: one a second to a channel, and several hundred a minute in all. */
const SLACK_PACE: Pace = { messagesPerSecond: 5, messagesPerSecondPerChat: 1 };
const REQUEST_TIMEOUT_SECONDS = 10;
const TOKEN_SETTING = 'SLACK_BOT_TOKEN';

export function createSlackChannel(settings: SlackSettings): SlackChannel {
  const { botToken, apiUrl, pace = SLACK_PACE, requestTimeoutSeconds = REQUEST_TIMEOUT_SECONDS } = settings;
  const clientOptions = {
    slackApiUrl: apiUrl,
    timeout: requestTimeoutSeconds * 1000,
    // The outbox alone decides what is tried again, and when.
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logger: quietLogger,
  };
  const receiver =
    'appToken' in settings
      ? new SlackSocket(settings.appToken, clientOptions)
      : new SlackWebhook(settings.signingSecret);
  const app = new App({
    token: botToken,
    receiver,
    deferInitialization: true,
    convoStore: false, // it would remember every conversation, for ever
    clientOptions,
    logger: quietLogger,
  });
  const { client } = app;
  const people = new SlackPeople(client);
  const stopping = new AbortController();
  let receive: Receive = async () => {};

  app.use(async ({ body, context, next }) => {
    await store(read(body, context.botUserId ?? ''));
    await next();
  });
  app.command(COMMAND, ({ ack, body }) => (isForStaff(body) ? ack(settings.writeToMe) : ack()));

  function read(body: unknown, botUserId: string): Arrival {
    try {
      return readSlackPayload(body, botUserId);
    } catch (error) {
      log.warn({ err: error }, 'what Slack brought could not be read and was left out');
      return NOTHING;
    }
  }

  async function store({ inbounds, userId, directId }: Arrival): Promise<void> {
    if (userId && directId) people.remember(userId, directId);
    const appLanguage = userId && people.localeOf(userId);
    if (userId) people.meet(userId);
    await Promise.all(inbounds.map(inbound => receive({ ...inbound, ...(appLanguage && { appLanguage }) })));
  }

  /** @throws what Slack's client throws. */
  async function deliver(
    channel: string,
    message: SlackMessage,
    replacing: string | undefined,
  ): Promise<string | undefined> {
    const sent = { channel, ...message, parse: 'none' as const };
    if (replacing) {
      try {
        await client.chat.update({ ...sent, ts: replacing });
        return replacing;
      } catch (error) {
        if (!cannotUpdate(error)) throw error;
      }
    }
    const { ts } = await client.chat.postMessage({ ...sent, unfurl_links: false, unfurl_media: false });
    return ts;
  }

  return {
    name: 'slack',
    app,
    routes: receiver instanceof SlackWebhook ? receiver.routes : undefined,
    pace,

    async start(handler) {
      receive = handler;
      const readTrouble = (error: unknown) => troubleOf(error, TOKEN_SETTING);
      const patience = { platform: 'Slack', read: readTrouble, signal: stopping.signal };
      await keepTrying('auth.test', () => app.init(), patience);
      if (!stopping.signal.aborted) await app.start();
    },

    async stop() {
      stopping.abort();
      await app.stop();
    },

    ready: () => receiver.ready(),

    render: renderForSlack,

    async send(chatId, chunk, { replacing } = {}) {
      const message = toSlackMessage(chunk);
      try {
        return await deliver(await people.roomOf(chatId), message, replacing);
      } catch (error) {
        const sendError = error instanceof SendError ? error : toSendError(error);
        const { code } = sendError;
        const remedy = remedyOf(code, TOKEN_SETTING);
        if (remedy) log.error({ code }, remedy);
        throw sendError;
      }
    },

    // Slack shows it for assistants alone (`assistant.threads.setStatus`).
    async showTyping() {},
  };
}
