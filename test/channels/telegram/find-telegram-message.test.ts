import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { Api } from 'grammy';
import { createFindTelegramMessage } from '../../../src/channels/telegram/find-telegram-message.ts';
import type { TelegramMember } from '../../../src/playground/telegram/telegram-member.ts';
import { startTelegramServer, type TelegramServer } from '../../../src/playground/telegram/telegram-server.ts';

const TOKEN = '4242:find';

let telegram: TelegramServer;
let api: Api;
let find: ReturnType<typeof createFindTelegramMessage>;
let member: TelegramMember;
let other: TelegramMember;
let lastId = 0;

beforeAll(async () => {
  telegram = await startTelegramServer({ bots: [{ token: TOKEN }], limits: 'off' });
  api = new Api(TOKEN, { apiRoot: telegram.apiRoot });
  find = createFindTelegramMessage(api, 30);
});
beforeEach(() => {
  [member, other] = [telegram.user(++lastId), telegram.user(++lastId)];
  other.say('hello');
});
afterAll(() => telegram.stop());

const chatId = (who: TelegramMember) => String(who.user.id);

test('words of ours are found behind a number, among what others got and said', async () => {
  const before = member.say('hello').message_id;
  other.say('me too');
  await api.sendMessage(chatId(other), 'to another');
  const { message_id } = await api.sendMessage(chatId(member), 'to everybody');
  expect(await find(chatId(member), before)).toBe(String(message_id));
  expect(await find(chatId(member), message_id)).toBeUndefined();
});

test('what they wrote themselves is not taken for words of ours', async () => {
  const before = member.say('hello').message_id;
  member.say('is anybody there');
  expect(await find(chatId(member), before)).toBeUndefined();
});

test('nothing is changed by looking', async () => {
  const before = member.say('hello').message_id;
  const reply_markup = { inline_keyboard: [[{ text: 'No more of these', callback_data: 'stop' }]] };
  await api.sendMessage(chatId(member), 'to <b>everybody</b>', { parse_mode: 'HTML', reply_markup });
  const as = structuredClone(member.messages());
  await find(chatId(member), before);
  expect(member.messages()).toEqual(as);
});

test('where Telegram does not answer it is not known, and asked again later', async () => {
  const before = member.say('hello').message_id;
  telegram.fault({ kind: 'status', status: 429, retryAfterSeconds: 7 }, { method: 'editMessageCaption' });
  await expect(find(chatId(member), before)).rejects.toMatchObject({ retryable: true, retryAfterSeconds: 7 });
});

test('a look that Telegram broke off goes on where it was', async () => {
  const asked: number[] = [];
  const counting = new Api(TOKEN, { apiRoot: telegram.apiRoot });
  counting.config.use((ask, method, payload, signal) => {
    if (method === 'editMessageCaption' && 'message_id' in payload) asked.push(Number(payload.message_id));
    return ask(method, payload, signal);
  });
  const look = createFindTelegramMessage(counting, 30);
  const before = member.say('hello').message_id;
  const { message_id } = await api.sendMessage(chatId(other), 'to another');
  const { message_id: sent } = await api.sendMessage(chatId(member), 'to everybody');
  telegram.fault({ kind: 'delay', delayMs: 0 }, { method: 'editMessageCaption' });
  telegram.fault({ kind: 'status', status: 429, retryAfterSeconds: 7 }, { method: 'editMessageCaption' });
  await expect(look(chatId(member), before)).rejects.toMatchObject({ retryable: true });
  expect(await look(chatId(member), before)).toBe(String(sent));
  expect(asked).toEqual([message_id, sent, sent]);
});
