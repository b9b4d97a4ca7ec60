import { createTelegramChannel, type TelegramSettings } from '../../src/channels/telegram/telegram-channel.ts';
import { telegramWebhook } from '../../src/channels/telegram/telegram-webhook.ts';
import { systemClock } from '../../src/playground/clock.ts';
import { startTelegramServer, type TelegramServer } from '../../src/playground/telegram/telegram-server.ts';
import type { Message, Update } from '../../src/playground/telegram/wire.ts';
import { createMetrics } from '../../src/web/metrics.ts';
import { startWebServer } from '../../src/web/web-server.ts';
import type { ChannelUnderTest, Failure } from './channel-under-test.ts';

const TOKEN = '4242:contract';
const SECRET = 'the-secret-of-the-contract';
const PERSON_ID = 1000001;
/** Telegram waits a second before it tries a webhook again; nobody here has to. */
const hurriedClock = { ...systemClock, after: (_delayMs: number, run: () => void) => systemClock.after(0, run) };

type FaultPlanned = Parameters<TelegramServer['fault']>[0];
const FAULTS: Record<Failure, FaultPlanned> = {
  'asks to wait 7 seconds': {
    kind: 'status',
    status: 429,
    description: 'Too Many Requests: retry after 7',
    retryAfterSeconds: 7,
  },
  'says that the person has blocked the bot': {
    kind: 'status',
    status: 403,
    description: 'Forbidden: bot was blocked by the user',
  },
  'knows no such chat': { kind: 'status', status: 400, description: 'Bad Request: chat not found' },
  'refuses the message': { kind: 'status', status: 400, description: 'Bad Request: message text is empty' },
  'is broken': { kind: 'status', status: 502, description: 'Bad Gateway' },
  'breaks the connection before it has taken the message': { kind: 'drop-before' },
  'breaks the connection after it has taken the message': { kind: 'drop-after' },
  'never answers': { kind: 'hang' },
};

/** The Telegram channel with the real grammY, against the local Telegram. */
export async function telegramUnderTest(way: 'long polling' | 'webhook'): Promise<ChannelUnderTest> {
  const clock = way === 'webhook' ? hurriedClock : systemClock;
  const telegram = await startTelegramServer({ bots: [{ token: TOKEN }], limits: 'off', clock });
  const settings: TelegramSettings = {
    token: TOKEN,
    apiRoot: telegram.apiRoot,
    messagesPerSecond: 1000,
    messagesPerSecondPerChat: 1000,
    commands: [],
  };
  const { channel, web } = way === 'webhook' ? await withWebhook(settings) : withPolling(settings);
  const person = telegram.user(PERSON_ID, { languageCode: 'en' });
  const { updates } = telegram.world.bot();
  person.room.started = true;

  return {
    channel,
    chatId: String(PERSON_ID),
    say: text => void person.say(text),
    deliver(payloads) {
      for (const payload of payloads) updates.replay(payload as Update);
    },
    shown: () => person.messages().filter(isFromBot).map(show),
    delivery: {
      waiting: () => updates.size,
      allAcknowledged: () =>
        new Promise(resolve => {
          const look = () => updates.size === 0 && resolve();
          telegram.events.on('confirmed', look);
          look();
        }),
    },
    tap: label => void person.tap(label),
    remove: messageId => void person.room.remove(Number(messageId)),
    fail(failure, at) {
      telegram.fault(FAULTS[failure], { method: at === 'typing' ? 'sendChatAction' : 'sendMessage' });
      return new Promise(resolve => telegram.events.once('fault', () => resolve()));
    },
    files: {
      arrive: bytes => person.sendDocument(bytes, 'file').document?.file_id ?? '',
      shown: () => person.messages().filter(isFromBot).flatMap(showFile),
      fail(failure, at) {
        const method = { sending: 'sendPhoto', finding: 'getFile', fetching: 'download' }[at];
        telegram.fault(FAULTS[failure], { method });
      },
    },
    async stop() {
      await channel.stop();
      await web?.stop();
    },
    close: () => telegram.stop(),
  };

  function showFile(message: Message) {
    const as = (['photo', 'voice', 'audio', 'video', 'document'] as const).find(kind => message[kind]);
    const info = as === 'photo' ? message.photo?.at(-1) : as && message[as];
    const file = info && telegram.world.files.byId(info.file_id);
    if (!as || !file) return [];
    const choices = message.reply_markup?.inline_keyboard.flat().map(({ text }) => text) ?? [];
    return [{ as, name: file.name, bytes: file.bytes, caption: message.caption ?? '', choices }];
  }
}

function withPolling(settings: TelegramSettings) {
  return { channel: createTelegramChannel(settings), web: undefined };
}

/** The channel behind the web server of the bot. */
async function withWebhook(settings: TelegramSettings) {
  const webhook = { url: '', secretToken: SECRET };
  const channel = createTelegramChannel({ ...settings, webhook });
  const web = await startWebServer({
    host: '127.0.0.1',
    port: 0,
    metrics: createMetrics(async () => new Map()),
    health: async () => ({}),
    mounts: { '/telegram': telegramWebhook(channel, SECRET) },
  });
  webhook.url = `http://127.0.0.1:${web.port}/telegram`;
  return { channel, web };
}

const isFromBot = ({ from }: Message) => from.is_bot;

function show({ message_id, text = '', reply_markup }: Message) {
  const buttons = reply_markup?.inline_keyboard.flat() ?? [];
  return {
    id: String(message_id),
    text,
    choices: buttons.map(button => ({ id: button.callback_data ?? '', label: button.text })),
  };
}
