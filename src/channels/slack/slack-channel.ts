import { App } from '@slack/bolt';
import type { Hono } from 'hono';
import { log } from '../../log.ts';
import type { Channel, Pace, Receive } from '../channel.ts';
import { keepTrying } from '../keep-trying.ts';
import { SendError } from '../send-error.ts';
import { isPerson } from './arrival.ts';
import { fetchSlackFile } from './fetch-slack-file.ts';
import { findSlackMessage } from './find-slack-message.ts';
import { hearSlack } from './hear-slack.ts';
import { quietLogger } from './quiet-logger.ts';
import { sendSlackFile } from './send-slack-file.ts';
import { sendSlackMessage } from './send-slack-message.ts';
import { isOfSlack, remedyOf, toSendError, toSendErrorBefore, troubleOf } from './slack-error.ts';
import { renderForSlack } from './slack-message.ts';
import { SlackPeople } from './slack-people.ts';
import type { SlackSay } from './slack-say.ts';
import { SlackSocket } from './slack-socket.ts';
import { SlackWebhook } from './slack-webhook.ts';
import { SlackWindows } from './slack-windows.ts';

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
  /** Says the few words that windows and buttons need beside those of a reply. */
  say: SlackSay;
};

/** A Slack channel, and the app behind it. */
export interface SlackChannel extends Channel {
  /** Bolt's own. An event is acknowledged when all its listeners are done, and comes again when one fails. */
  app: App;
  /** The way in for Slack's posts; undefined in Socket Mode. */
  routes: Hono | undefined;
}

/** https://docs.slack.dev/apis/web-api/rate-limits: one a second to a channel, and several hundred a minute in all. */
const SLACK_PACE: Pace = { messagesPerSecond: 5, messagesPerSecondPerChat: 1 };
const REQUEST_TIMEOUT_SECONDS = 10;
const TOKEN_SETTING = 'SLACK_BOT_TOKEN';

export function createSlackChannel(settings: SlackSettings): SlackChannel {
  const { botToken, apiUrl, say, pace = SLACK_PACE, requestTimeoutSeconds = REQUEST_TIMEOUT_SECONDS } = settings;
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
  const windows = new SlackWindows(client, say);
  const sender = { client, people, windows, say };
  const transfer = { client, botToken, apiUrl, requestTimeoutSeconds };
  const stopping = new AbortController();
  let receive: Receive = async () => {};

  hearSlack(app, sender, inbound => receive(inbound));

  /**
   * Makes a call for the outbox.
   *
   * @throws SendError, and what is a fault of ours as it is. Nobody has left a channel for good: it waits until the bot is let in.
   */
  async function attempt<T>(call: () => Promise<T>, chatId?: string): Promise<T> {
    try {
      return await call();
    } catch (error) {
      const sendError = isOfSlack(error) ? toSendError(error) : error;
      if (!(sendError instanceof SendError)) throw error;
      const { code } = sendError;
      const remedy = remedyOf(code, TOKEN_SETTING);
      if (remedy) log.error({ code }, remedy);
      if (!sendError.recipientGone || chatId === undefined || isPerson(chatId)) throw sendError;
      log.error({ code }, 'The bot cannot post in a channel: invite it there, or choose another in its settings.');
      throw new SendError({ code, retryable: true });
    }
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

    async send(chatId, chunk, placement = {}) {
      try {
        return await attempt(() => sendSlackMessage(sender, chatId, chunk, placement), chatId);
      } catch (error) {
        const { windowId } = placement;
        const isOver = !(error instanceof SendError && error.retryable);
        if (windowId !== undefined && isOver) await windows.apologise(windowId, { language: chunk.language ?? 'en' });
        throw error;
      }
    },

    sendFile: (chatId, file, chunk, placement = {}) =>
      attempt(async () => sendSlackFile(transfer, say, await people.roomOf(chatId), file, chunk, placement), chatId),

    editsInPlace: true,

    giveUpWindow: (windowId, language) => windows.apologise(windowId, { language }),

    findSent: (chatId, deliveryId, placement) =>
      attempt(async () => {
        const room = await people.roomOf(chatId);
        return findSlackMessage(client, room, deliveryId, placement).catch((error: unknown) => {
          throw toSendErrorBefore(error);
        });
      }, chatId),

    fetchFile: fileId => attempt(() => fetchSlackFile(transfer, fileId)),

    // Slack shows it for assistants alone (`assistant.threads.setStatus`).
    async showTyping() {},
  };
}
