import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createTelegramChannel, type TelegramChannel } from '../../../src/channels/telegram/telegram-channel.ts';
import { startTelegramServer, type TelegramServer } from '../../../src/playground/telegram/telegram-server.ts';

const TOKEN = '4242:newest';
const DATE_SECONDS = 1_784_019_600;

let telegram: TelegramServer;
let channel: TelegramChannel;

beforeAll(async () => {
  telegram = await startTelegramServer({ bots: [{ token: TOKEN }], limits: 'off' });
  channel = createTelegramChannel({
    token: TOKEN,
    apiRoot: telegram.apiRoot,
    webhook: { url: 'http://127.0.0.1:1/telegram', secretToken: 'the-secret-of-this-test' },
    messagesPerSecond: 1000,
    messagesPerSecondPerChat: 1000,
    commands: [],
  });
  await channel.start(async () => {});
});
afterAll(async () => {
  await channel.stop();
  await telegram.stop();
});

const said = (messageId: number, type = 'private') => ({
  message_id: messageId,
  date: DATE_SECONDS,
  chat: { id: 1, type },
  from: { id: 1, is_bot: false },
  text: 'words',
});

test('the newest message is what has the highest number in private chats, as of when Telegram gave it', async () => {
  // An old message that is changed now says nothing of what is new; and large groups count for themselves.
  await channel.receiveUpdate({ update_id: 1, edited_message: said(50) });
  await channel.receiveUpdate({ update_id: 2, message: said(9000, 'supergroup') });
  expect(channel.newest?.()).toBeUndefined();
  await channel.receiveUpdate({ update_id: 3, message: said(60) });
  await channel.receiveUpdate({ update_id: 4, message: said(55) });
  expect(channel.newest?.()).toEqual({ messageId: '60', atMs: DATE_SECONDS * 1000 });
});

test('what is sent is newer', async () => {
  const member = telegram.user(7);
  for (let number = 0; number < 70; number++) member.say('hello');
  const chunk = { text: 'an answer', choices: [], rightToLeft: false };
  const messageId = await channel.send('7', chunk);
  const [answer] = member.messages().filter(({ from }) => from.is_bot);
  expect(channel.newest?.()).toEqual({ messageId, atMs: (answer?.date ?? 0) * 1000 });
});
