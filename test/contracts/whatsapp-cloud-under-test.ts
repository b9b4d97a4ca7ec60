import { createWhatsappCloudChannel } from '../../src/channels/whatsapp-cloud/whatsapp-cloud-channel.ts';
import { systemClock } from '../../src/playground/clock.ts';
import type { ChatMessage } from '../../src/playground/whatsapp/chat.ts';
import type { CallName, Fault } from '../../src/playground/whatsapp/fault-plan.ts';
import { mediaIdOf, optionsOf, textOf } from '../../src/playground/whatsapp/shown-message.ts';
import { startWhatsappServer } from '../../src/playground/whatsapp/whatsapp-server.ts';
import type { Webhook } from '../../src/playground/whatsapp/wire.ts';
import { createMetrics } from '../../src/web/metrics.ts';
import { startWebServer } from '../../src/web/web-server.ts';
import { shownByWhatsapp } from '../support/whatsapp-text.ts';
import type { ChannelUnderTest, Failure } from './channel-under-test.ts';

const USER_ID = 'GB.1000001';
const VERIFY_TOKEN = 'the-verify-token-of-the-contract';
/** WhatsApp waits before it brings a webhook again; nobody here has to. */
const hurriedClock = { ...systemClock, after: (_delayMs: number, run: () => void) => systemClock.after(0, run) };

const FAULTS: Record<Failure, Fault> = {
  'asks to wait 7 seconds': { kind: 'refuse', code: 130429, status: 429, retryAfterSeconds: 7 },
  'says that the person has blocked the bot': { kind: 'refuse', code: 131026 },
  'knows no such chat': { kind: 'refuse', code: 131026 },
  'refuses the message': { kind: 'refuse', code: 131009 },
  'is broken': { kind: 'refuse', code: 131000 },
  'breaks the connection before it has taken the message': { kind: 'drop-before' },
  'breaks the connection after it has taken the message': { kind: 'drop-after' },
  'never answers': { kind: 'hang' },
};

/** The Cloud channel behind the web server of the bot, against the local WhatsApp. */
export async function whatsappCloudUnderTest(): Promise<ChannelUnderTest> {
  const whatsapp = await startWhatsappServer({ limits: 'off', clock: hurriedClock });
  const { token, appSecret, phoneNumberId } = whatsapp.business;
  const channel = createWhatsappCloudChannel({
    token,
    appSecret,
    phoneNumberId,
    apiRoot: `${whatsapp.apiRoot}/v25.0`,
    verifyToken: VERIFY_TOKEN,
    messagesPerSecond: 1000,
    say: (_language, key) => (key === 'whatsapp.choose' ? 'See choices' : 'More choices'),
  });
  const web = await startWebServer({
    host: '127.0.0.1',
    port: 0,
    metrics: createMetrics(async () => new Map()),
    health: async () => ({}),
    mounts: { '/whatsapp': channel.routes },
  });
  await whatsapp.subscribe(`http://127.0.0.1:${web.port}/whatsapp`, VERIFY_TOKEN);
  const person = whatsapp.user(USER_ID, { phone: '447700900001' });
  person.chat.lastWroteAtMs = Date.now();
  const { webhooks } = whatsapp.world;

  return {
    channel,
    chatId: USER_ID,
    say: text => void person.say(text),
    deliver(payloads) {
      for (const payload of payloads) webhooks.push(payload as Webhook, USER_ID);
    },
    shown: () => person.received().map(show),
    delivery: {
      waiting: () => webhooks.waiting,
      allAcknowledged: () =>
        new Promise(resolve => {
          const look = () => webhooks.waiting === 0 && resolve();
          whatsapp.events.on('acknowledged', look);
          look();
        }),
    },
    async aWhile() {
      for (let calls = 0; calls < 3; calls++) await fetch(`${whatsapp.apiRoot}/v25.0/${phoneNumberId}`);
    },
    tap: label => void person.tap(label),
    fail(failure, at) {
      whatsapp.fault(FAULTS[failure], { call: at });
      return new Promise(resolve => whatsapp.events.once('fault', () => resolve()));
    },
    files: {
      arrive: bytes => whatsapp.world.media.add(bytes, 'document', 'application/pdf').id,
      shown: () => person.received().flatMap(showFile),
      fail(failure, at) {
        const call = (
          { sending: 'message', finding: 'media', fetching: 'download' } satisfies Record<string, CallName>
        )[at];
        whatsapp.fault(FAULTS[failure], { call });
      },
    },
    async stop() {
      await channel.stop();
      await web.stop();
    },
    close: () => whatsapp.stop(),
  };

  function showFile(message: ChatMessage) {
    const id = mediaIdOf(message);
    const file = id === undefined ? undefined : whatsapp.world.media.byId(id);
    if (!file || message.by === 'person') return [];
    const choices = optionsOf(message).map(({ title }) => title);
    return [
      { as: message.sent.type, name: file.name, bytes: file.bytes, caption: shownByWhatsapp(textOf(message)), choices },
    ];
  }
}

function show(message: ChatMessage) {
  const choices = optionsOf(message).map(({ id, title }) => ({ id, label: title }));
  return { id: message.id, text: shownByWhatsapp(textOf(message)), choices };
}
