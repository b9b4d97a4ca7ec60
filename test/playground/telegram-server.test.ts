import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { autoRetry } from '@grammyjs/auto-retry';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { Bot, GrammyError, HttpError, InlineKeyboard, InputFile, webhookCallback } from 'grammy';
import { startTelegramServer, type TelegramServer } from '../../src/playground/telegram/telegram-server.ts';
import { FakeClock } from './fake-clock.ts';

const token = '1001:local-token-of-a-bot-in-the-tests';
let server: TelegramServer;
let clock: FakeClock;
let bot: Bot;
const endings: (() => Promise<unknown> | unknown)[] = [];

beforeEach(async () => {
  clock = new FakeClock();
  server = await startTelegramServer({ bots: [{ token, username: 'chair_bot' }], clock });
  bot = newBot();
});

afterEach(async () => {
  for (const end of endings.splice(0).toReversed()) await end();
  await server.stop();
});

function newBot(withToken = token): Bot {
  return new Bot(withToken, { client: { apiRoot: server.apiRoot } });
}

/** Starts grammY's own long polling and waits until it asks. */
async function poll(poller = bot): Promise<void> {
  endings.push(() => poller.stop());
  await new Promise<void>(resolve => {
    void poller.start({ onStart: () => resolve() });
  });
}

async function refusal(call: Promise<unknown>): Promise<GrammyError> {
  const error = await call.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error instanceof GrammyError) return error;
  throw new Error(`Expected a refusal of the API, got ${error}`);
}

async function listen(handler: Parameters<typeof createServer>[1]): Promise<string> {
  const web: Server = createServer(handler);
  await new Promise<void>(resolve => web.listen(0, '127.0.0.1', resolve));
  endings.push(() => new Promise(resolve => web.close(resolve)));
  return `http://127.0.0.1:${(web.address() as AddressInfo).port}/hook`;
}

test('a bot on long polling hears a person and answers', async () => {
  bot.on('message:text', context => context.reply(`You said ${context.message.text}`));
  await poll();
  const amina = server.user(7, { firstName: 'Amina', languageCode: 'so' });
  amina.say('salaan');
  const answer = await amina.waitForMessage();
  expect(answer).toMatchObject({ text: 'You said salaan', chat: { id: 7 }, from: { is_bot: true } });
  expect(amina.messages().map(({ text }) => text)).toEqual(['salaan', 'You said salaan']);
});

test('commands are recognised, and the app’s language travels', async () => {
  const seen: unknown[] = [];
  bot.command('start', context => {
    seen.push(context.match, context.from?.language_code);
    return context.reply('welcome');
  });
  await poll();
  const amina = server.user(7, { languageCode: 'so' });
  amina.say('/start hello');
  await amina.waitForMessage();
  expect(seen).toEqual(['hello', 'so']);
});

test('an update comes again until its offset is confirmed', async () => {
  server.user(7).say('one');
  const [first] = await bot.api.getUpdates();
  const [again] = await bot.api.getUpdates();
  expect(again?.update_id).toBe(first?.update_id);
  expect(await bot.api.getUpdates({ offset: (first?.update_id ?? 0) + 1 })).toEqual([]);
});

test('updates come in order, at most `limit` of them, and only the allowed kinds', async () => {
  await bot.api.getUpdates({ allowed_updates: ['message'] });
  const person = server.user(7);
  for (const text of ['one', 'two', 'three']) person.say(text);
  person.block();
  const two = await bot.api.getUpdates({ limit: 2 });
  expect(two.map(({ message }) => message?.text)).toEqual(['one', 'two']);
  expect(await bot.api.getUpdates({ offset: (two[1]?.update_id ?? 0) + 1 })).toHaveLength(1);
});

test('an empty long poll ends after its timeout', async () => {
  const polled = bot.api.getUpdates({ timeout: 30 });
  while (clock.waiting === 0) await new Promise(setImmediate);
  clock.advance(30_000);
  expect(await polled).toEqual([]);
});

test('a second poller ends the first with 409', async () => {
  const first = refusal(bot.api.getUpdates({ timeout: 30 }));
  while (clock.waiting === 0) await new Promise(setImmediate);
  const second = newBot().api.getUpdates({ timeout: 30 });
  expect(await first).toMatchObject({
    error_code: 409,
    description: 'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
  });
  server.user(7).say('still here');
  expect(await second).toHaveLength(1);
});

test('a wrong token is 401, an unknown method 404, an unknown chat 400', async () => {
  expect(await refusal(newBot('1001:wrong').api.getMe())).toMatchObject({
    error_code: 401,
    description: 'Unauthorized',
  });
  const unknown = await fetch(`${server.apiRoot}/bot${token}/sendHug`);
  expect(await unknown.json()).toEqual({ ok: false, error_code: 404, description: 'Not Found: method not found' });
  expect(await refusal(bot.api.sendMessage(99, 'hello'))).toMatchObject({ description: 'Bad Request: chat not found' });
});

test('a bot cannot write first, nor to someone who blocked it, and hears of the block', async () => {
  const person = server.user(7);
  expect((await refusal(bot.api.sendMessage(7, 'hello'))).error_code).toBe(403);
  person.say('/start');
  await bot.api.sendMessage(7, 'hello');
  person.block();
  expect(await refusal(bot.api.sendMessage(7, 'hello'))).toMatchObject({
    error_code: 403,
    description: 'Forbidden: bot was blocked by the user',
  });
  const updates = await bot.api.getUpdates();
  expect(updates.at(-1)?.my_chat_member?.new_chat_member.status).toBe('kicked');
  person.unblock();
  await bot.api.sendMessage(7, 'welcome back');
});

test('a text is 1 to 4096 characters after its markup is read', async () => {
  server.user(7).say('hi');
  await bot.api.sendMessage(7, `<b>${'a'.repeat(4096)}</b>`, { parse_mode: 'HTML' });
  const tooLong = await refusal(bot.api.sendMessage(7, 'a'.repeat(4097)));
  expect(tooLong.description).toBe('Bad Request: message is too long');
  const empty = await refusal(bot.api.sendMessage(7, '<b> </b>', { parse_mode: 'HTML' }));
  expect(empty.description).toBe('Bad Request: message text is empty');
});

test('callback data is 1 to 64 bytes, not characters', async () => {
  server.user(7).say('hi');
  const keyboard = (data: string) => ({ reply_markup: new InlineKeyboard().text('Yes', data) });
  await bot.api.sendMessage(7, 'fits', keyboard('ب'.repeat(32)));
  const tooLong = await refusal(bot.api.sendMessage(7, 'does not', keyboard('ب'.repeat(33))));
  expect(tooLong.description).toBe('Bad Request: BUTTON_DATA_INVALID');
});

test('a press reaches the bot, which edits its message and answers once', async () => {
  bot.on('message', context => context.reply('Sure?', { reply_markup: new InlineKeyboard().text('Yes', 'sure:yes') }));
  const second: Promise<GrammyError>[] = [];
  bot.on('callback_query:data', async context => {
    await context.answerCallbackQuery({ text: 'Noted' });
    second.push(refusal(context.answerCallbackQuery()));
    await context.editMessageText(`You chose ${context.callbackQuery.data}`);
  });
  await poll();
  const person = server.user(7);
  const answers: string[] = [];
  server.events.on('callback-answer', ({ text }) => answers.push(text));
  person.say('hi');
  await person.waitForMessage();
  person.tap('Yes');
  expect((await person.waitForMessage()).text).toBe('You chose sure:yes');
  expect(answers).toEqual(['Noted']);
  expect((await second[0])?.description).toContain('query is too old');
});

test('a button that is not there cannot be pressed', async () => {
  const person = server.user(7);
  person.say('hi');
  const { message_id } = await bot.api.sendMessage(7, 'no buttons');
  expect(() => person.press(message_id, 'x')).toThrow('no such button');
});

test('an edit that changes nothing is refused, whatever it leaves out', async () => {
  server.user(7).say('hi');
  const reply_markup = new InlineKeyboard().text('A', 'a');
  const { message_id } = await bot.api.sendMessage(7, '<b>same</b>', { parse_mode: 'HTML', reply_markup });
  const again = bot.api.editMessageText(7, message_id, '<b>same</b>', { parse_mode: 'HTML', reply_markup });
  expect((await refusal(again)).description).toMatch(/^Bad Request: message is not modified/);
  await bot.api.editMessageReplyMarkup(7, message_id);
  expect((await refusal(bot.api.editMessageReplyMarkup(7, message_id))).description).toMatch(/is not modified/);
  await bot.api.deleteMessage(7, message_id);
  const gone = await refusal(bot.api.editMessageText(7, message_id, 'x'));
  expect(gone.description).toBe('Bad Request: message to edit not found');
});

test('more than a few messages at once to one person is 429 with the seconds to wait', async () => {
  server.user(7).say('hi');
  for (const text of ['1', '2', '3']) await bot.api.sendMessage(7, text);
  expect(await refusal(bot.api.sendMessage(7, '4'))).toMatchObject({
    error_code: 429,
    description: 'Too Many Requests: retry after 1',
    parameters: { retry_after: 1 },
  });
  clock.advance(1000);
  await bot.api.sendMessage(7, '4');
});

test('30 a second in all, and 20 a minute to a group', async () => {
  for (let id = 1; id <= 31; id += 1) server.user(id).say('hi');
  const sent = await Promise.allSettled(Array.from({ length: 31 }, (_, index) => bot.api.sendMessage(index + 1, 'hi')));
  expect(sent.filter(({ status }) => status === 'rejected')).toHaveLength(1);

  clock.advance(60_000);
  const group = server.group('Thursday');
  for (let count = 1; count <= 20; count += 1) await bot.api.sendMessage(group.chat.id, `${count}`);
  expect((await refusal(bot.api.sendMessage(group.chat.id, '21'))).parameters.retry_after).toBe(3);
});

test('limits can be switched off', async () => {
  server.setLimits('off');
  server.user(7).say('hi');
  await Promise.all(Array.from({ length: 100 }, (_, index) => bot.api.sendMessage(7, `${index}`)));
});

test('auto-retry waits the seconds it is told and delivers', async () => {
  server.user(7).say('hi');
  bot.api.config.use(autoRetry());
  server.fault({ kind: 'status', status: 429, description: 'Too Many Requests: retry after 1', retryAfterSeconds: 1 });
  const calls: number[] = [];
  server.events.on('call', ({ status }) => calls.push(status));
  await bot.api.sendMessage(7, 'eventually');
  expect(calls).toEqual([429, 200]);
});

test('faults come on request: a status, a connection lost before or after the work, a delay', async () => {
  const person = server.user(7);
  person.say('hi');
  server.fault({ kind: 'status', status: 502, description: 'Bad Gateway' }, { times: 2, method: 'sendMessage' });
  expect((await refusal(bot.api.sendMessage(7, 'a'))).error_code).toBe(502);
  expect((await refusal(bot.api.sendMessage(7, 'a'))).error_code).toBe(502);
  server.fault({ kind: 'drop-before' });
  await expect(bot.api.sendMessage(7, 'never happened')).rejects.toBeInstanceOf(HttpError);
  server.fault({ kind: 'drop-after' });
  await expect(bot.api.sendMessage(7, 'happened unheard')).rejects.toBeInstanceOf(HttpError);
  expect(person.messages().map(({ text }) => text)).toEqual(['hi', 'happened unheard']);

  server.fault({ kind: 'delay', delayMs: 5000 });
  const late = bot.api.sendMessage(7, 'late');
  while (clock.waiting === 0) await new Promise(setImmediate);
  expect(person.messages()).toHaveLength(2);
  clock.advance(5000);
  expect((await late).text).toBe('late');
});

test('files travel both ways and are downloaded by path', async () => {
  const person = server.user(7);
  person.sendVoice(Buffer.from('a voice'));
  person.sendDocument(Buffer.from('a letter'), 'letter.pdf', 'application/pdf', 'from the Home Office');
  person.sendLocation(51.5, -0.1);
  const [voice, letter, place] = (await bot.api.getUpdates()).map(({ message }) => message);
  expect(letter).toMatchObject({ caption: 'from the Home Office', document: { file_name: 'letter.pdf' } });
  expect(place?.location).toEqual({ latitude: 51.5, longitude: -0.1 });
  const file = await bot.api.getFile(voice?.voice?.file_id ?? '');
  const download = await fetch(`${server.apiRoot}/file/bot${token}/${file.file_path}`);
  expect(await download.text()).toBe('a voice');

  const sent = await bot.api.sendDocument(7, new InputFile(Buffer.from('a form'), 'form.txt'), {
    caption: '<i>fill</i>',
    parse_mode: 'HTML',
  });
  expect(sent).toMatchObject({ caption: 'fill', document: { file_name: 'form.txt', file_size: 6 } });
  await bot.api.sendDocument(7, sent.document.file_id);
  const photo = new InputFile(Buffer.from('pixels'), 'a.jpg');
  const tooLong = await refusal(bot.api.sendPhoto(7, photo, { caption: 'a'.repeat(1025) }));
  expect(tooLong.description).toBe('Bad Request: message caption is too long');
});

test('a file that a bot uploads is of the type that Telegram sees in it, whatever the bot calls it', async () => {
  server.setLimits('off');
  server.user(7).say('hi');
  const upload = (name: string) => new InputFile(Buffer.from('bytes'), name);
  expect((await bot.api.sendAudio(7, upload('a.mp3'))).audio.mime_type).toBe('audio/mpeg');
  expect((await bot.api.sendVideo(7, upload('a.mp4'))).video.mime_type).toBe('video/mp4');
  expect((await bot.api.sendVoice(7, upload('a.ogg'))).voice.mime_type).toBe('audio/ogg');
  expect((await bot.api.sendDocument(7, upload('a.pdf'))).document.mime_type).toBe('application/pdf');
  const photo = (await bot.api.sendPhoto(7, upload('a.png'))).photo.at(-1);
  expect(server.world.files.byId(photo?.file_id ?? '')?.mimeType).toBe('image/jpeg');
});

test('parameters may be a form, multipart or in the address', async () => {
  server.user(7).say('hi');
  const address = `${server.apiRoot}/bot${token}/sendMessage`;
  const form = new FormData();
  form.set('chat_id', '7');
  form.set('text', 'multipart');
  form.set('reply_markup', '{"inline_keyboard":[[{"text":"A","callback_data":"a"}]]}');
  const answers = await Promise.all([
    fetch(`${address}?chat_id=7&text=address`),
    fetch(address, { method: 'POST', body: new URLSearchParams({ chat_id: '7', text: 'form' }) }),
    fetch(address, { method: 'POST', body: form }),
  ]);
  const bodies = await Promise.all(answers.map(answer => answer.json()));
  expect(bodies.map(body => (body as { result: { text: string } }).result.text)).toEqual([
    'address',
    'form',
    'multipart',
  ]);
});

test('in a group, privacy mode lets through commands, mentions and replies to the bot', async () => {
  const group = server.group('Thursday');
  const person = server.user(7).in(group);
  const said = await bot.api.sendMessage(group.chat.id, 'hello all');
  person.say('just chatting');
  person.say('/help');
  person.say('/help@another_bot');
  person.say('what now @chair_bot?');
  person.say('yes please', { replyTo: said.message_id });
  const heard = (await bot.api.getUpdates()).map(({ message }) => message?.text);
  expect(heard).toEqual(['/help', 'what now @chair_bot?', 'yes please']);
});

test('an edit by a person arrives as an edited message', async () => {
  const person = server.user(7);
  const { message_id } = person.say('furst');
  person.edit(message_id, 'first');
  const [, edited] = await bot.api.getUpdates();
  expect(edited?.edited_message).toMatchObject({ message_id, text: 'first' });
});

test('the menu is that of the narrowest scope in the person’s language', async () => {
  await bot.api.setMyCommands([{ command: 'help', description: 'Help' }]);
  await bot.api.setMyCommands([{ command: 'help', description: 'مساعدة' }], { language_code: 'ar' });
  const account = server.world.bot();
  expect(account.menuFor(7, 'ar')).toEqual([{ command: 'help', description: 'مساعدة' }]);
  expect(account.menuFor(7, 'so')).toEqual([{ command: 'help', description: 'Help' }]);
  expect(await bot.api.getMyCommands({ language_code: 'ar' })).toHaveLength(1);
  const bad = await refusal(bot.api.setMyCommands([{ command: 'Not valid', description: 'x' }]));
  expect(bad.description).toBe('Bad Request: BOT_COMMAND_INVALID');
});

test('a webhook is told, with its secret, and polling is refused meanwhile', async () => {
  bot.on('message:text', context => context.reply('by webhook'));
  const url = await listen(webhookCallback(bot, 'http', { secretToken: 's3cret' }));
  await bot.api.setWebhook(url, { secret_token: 's3cret' });
  const person = server.user(7);
  person.say('hi');
  expect((await person.waitForMessage()).text).toBe('by webhook');
  expect((await refusal(bot.api.getUpdates())).description).toMatch(
    /^Conflict: can't use getUpdates method while webhook/,
  );
  await bot.api.deleteWebhook();
  expect(await bot.api.getUpdates()).toEqual([]);
});

test('a failed delivery is tried again, in order, and getWebhookInfo says why', async () => {
  const heard: string[] = [];
  let failures = 1;
  const url = await listen(async (request, response) => {
    const body = (await json(request)) as { message: { text: string } };
    response.statusCode = failures > 0 ? 500 : 200;
    if (failures > 0) failures -= 1;
    else heard.push(body.message.text);
    response.end();
  });
  await bot.api.setWebhook(url);
  const person = server.user(7);
  const confirmed = new Promise<void>(resolve => {
    let count = 0;
    server.events.on('confirmed', () => {
      count += 1;
      if (count === 2) resolve();
    });
  });
  person.say('one');
  person.say('two');
  while (clock.waiting === 0) await new Promise(setImmediate);
  expect(heard).toEqual([]);
  expect(await bot.api.getWebhookInfo()).toMatchObject({
    url,
    pending_update_count: 2,
    last_error_message: 'Wrong response from the webhook: 500 Internal Server Error',
  });
  clock.advance(1000);
  await confirmed;
  expect(heard).toEqual(['one', 'two']);
});

test('a call may be the answer to a webhook delivery', async () => {
  const replying = new Bot(token, { client: { apiRoot: server.apiRoot, canUseWebhookReply: () => true } });
  replying.on('message', context => context.reply('within the answer'));
  await replying.init();
  await bot.api.setWebhook(await listen(webhookCallback(replying, 'http')));
  const calls: string[] = [];
  server.events.on('call', ({ method }) => calls.push(method));
  const person = server.user(7);
  person.say('hi');
  expect((await person.waitForMessage()).text).toBe('within the answer');
  expect(calls).toEqual(['sendMessage']);
});

test('a webhook must be HTTPS unless it is on this machine, with a clean secret', async () => {
  expect((await refusal(bot.api.setWebhook('http://example.org/'))).description).toContain(
    'HTTPS URL must be provided',
  );
  const secret = refusal(bot.api.setWebhook('https://example.org/', { secret_token: 'not clean!' }));
  expect((await secret).description).toBe('Bad Request: secret token contains unallowed characters');
});
