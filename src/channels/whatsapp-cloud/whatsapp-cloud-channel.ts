import type { Hono } from 'hono';
import { z } from 'zod';
import { log } from '../../log.ts';
import type { Channel, Learn, Receive } from '../channel.ts';
import { keepTrying } from '../keep-trying.ts';
import { waMeLink } from '../wa-me.ts';
import { callGraph } from './call-graph.ts';
import { numberOnWeb } from './cloud-address.ts';
import type { CloudConnection } from './cloud-connection.ts';
import { troubleOf } from './cloud-error.ts';
import { cloudWebhook } from './cloud-webhook.ts';
import { Courtesies } from './courtesies.ts';
import { fetchCloudFile } from './fetch-cloud-file.ts';
import { checkNoticeTemplate, type NoticeTemplate, noticeIn } from './notice-template.ts';
import { readCloudWebhook } from './read-cloud-webhook.ts';
import { renderForWhatsapp } from './render-for-whatsapp.ts';
import { createSendCloudFile } from './send-cloud-file.ts';
import { contentOf, sendCloudMessage } from './send-cloud-message.ts';
import type { WhatsappSay } from './whatsapp-say.ts';

export interface WhatsappCloudSettings extends Omit<CloudConnection, 'requestTimeoutSeconds'> {
  /** Of the app: signs what its webhooks bring. */
  appSecret: string;
  /** What we said to Meta that it should ask our webhook with. */
  verifyToken: string;
  notice?: NoticeTemplate | undefined;
  /** What people write to, with its country code. @default WhatsApp is asked for it */
  number?: string | undefined;
  messagesPerSecond: number;
  /** What WhatsApp has not answered by then may have arrived or not. @default 10 */
  requestTimeoutSeconds?: number;
  say: WhatsappSay;
  /** Told of every request that is not from WhatsApp, by a code. */
  onRefused?: (code: string) => void;
}

/** WhatsApp through Meta's Cloud API, and the way in for its webhooks. */
export interface WhatsappCloudChannel extends Channel {
  routes: Hono;
}

/** https://developers.facebook.com/documentation/business-messaging/whatsapp/about-the-platform#rate-limits: to one person 1 in 6 seconds, 45 at once. */
const MESSAGES_PER_SECOND_PER_CHAT = 1 / 6;
const BURST_PER_CHAT = 45;
/** https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/send-messages#customer-service-windows */
const WINDOW_SECONDS = 24 * 60 * 60;
const REQUEST_TIMEOUT_SECONDS = 10;
/** https://developers.facebook.com/docs/graph-api/reference/whats-app-business-account-to-number-current-status/ */
const ownNumber = z.object({ display_phone_number: z.string() });

export function createWhatsappCloudChannel(settings: WhatsappCloudSettings): WhatsappCloudChannel {
  const { token, apiRoot, phoneNumberId, appSecret, verifyToken, notice, say, onRefused = () => {} } = settings;
  const { requestTimeoutSeconds = REQUEST_TIMEOUT_SECONDS } = settings;
  const connection: CloudConnection = { token, apiRoot, phoneNumberId, requestTimeoutSeconds };
  const courtesies = new Courtesies(connection);
  const sendFile = createSendCloudFile(connection, say);
  const stopping = new AbortController();
  /** What webhooks brought and is not stored yet. */
  const beingTaken = new Set<Promise<void>>();
  let isOpen = false;
  let receive: Receive = async () => {};
  let learn: Learn = async () => {};
  /** As it is shown to people, where it is known. */
  let { number } = settings;
  /** Languages in which the notice can be sent; all, until Meta has said otherwise. */
  let noticeLanguages: string[] = notice?.languages ?? [];

  /** Stores what a webhook brings: who has moved first, since what they say now belongs to whom they were. */
  async function store(payload: unknown): Promise<void> {
    const { inbounds, news } = readCloudWebhook(payload, phoneNumberId);
    for (const each of news) if (each.kind === 'moved') await learn(each);
    await Promise.all([
      ...inbounds.map(async inbound => {
        await receive(inbound);
        courtesies.markRead(inbound.from.id, inbound.externalId);
      }),
      ...news.flatMap(each => (each.kind === 'moved' ? [] : [learn(each)])),
    ]);
  }

  async function take(payload: unknown): Promise<void> {
    if (!isOpen) throw new Error('The channel is closed: WhatsApp brings it again.');
    const taking = store(payload);
    const ended = taking.catch(() => {}).finally(() => beingTaken.delete(ended));
    beingTaken.add(ended);
    await taking;
  }

  const trying = <T>(name: string, call: () => Promise<T>) =>
    keepTrying(name, call, { platform: 'WhatsApp', read: troubleOf, signal: stopping.signal });

  async function askNumber(): Promise<string | undefined> {
    const path = `${phoneNumberId}?fields=display_phone_number`;
    return ownNumber.safeParse(await callGraph(connection, { path })).data?.display_phone_number;
  }

  return {
    name: 'whatsapp-cloud',
    routes: cloudWebhook({ appSecret, verifyToken, onRefused, take }),
    pace: {
      messagesPerSecond: settings.messagesPerSecond,
      messagesPerSecondPerChat: MESSAGES_PER_SECOND_PER_CHAT,
      burstPerChat: BURST_PER_CHAT,
    },
    windowSeconds: WINDOW_SECONDS,
    succeeds: { channel: 'whatsapp-web', addressOf: numberOnWeb },

    async start(handler, hearNews) {
      receive = handler;
      if (hearNews) learn = hearNews;
      await trying('the number', () => callGraph(connection, { path: `${phoneNumberId}?fields=id` }));
      if (notice)
        noticeLanguages =
          (await trying('WHATSAPP_NOTICE_TEMPLATE', () => checkNoticeTemplate(connection, notice))) ?? noticeLanguages;
      isOpen = !stopping.signal.aborted;
    },

    async stop() {
      stopping.abort();
      isOpen = false;
      await Promise.all(beingTaken);
      await courtesies.stop();
    },

    ready: () => isOpen,

    render: reply => renderForWhatsapp(reply, say),

    async send(chatId, chunk, placement) {
      await sendCloudMessage(connection, chatId, contentOf(chunk, say), placement);
      return undefined;
    },

    async sendFile(chatId, file, chunk, placement) {
      await sendFile(chatId, file, chunk, placement);
      return undefined;
    },

    ...(notice && {
      sendNotice: async (chatId: string, language: string) =>
        sendCloudMessage(connection, chatId, noticeIn(language, notice, noticeLanguages)),
    }),

    fetchFile: fileId => fetchCloudFile(connection, fileId),

    async chatLink(text) {
      number ??= await askNumber().catch(error => {
        log.debug({ err: error }, 'WhatsApp did not tell our number');
        return undefined;
      });
      return waMeLink(number, text);
    },

    showTyping: chatId => courtesies.showTyping(chatId),
  };
}
