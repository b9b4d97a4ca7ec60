import { once } from 'node:events';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { News } from '../../../src/channels/channel.ts';
import type { WhatsAppWebChannel } from '../../../src/channels/whatsapp-web/whatsapp-web-channel.ts';
import type { Reply } from '../../../src/messages/reply.ts';
import { Inbox } from '../../contracts/inbox.ts';
import { type FakeMember, fakeMember } from '../../support/fake-whatsapp-web/fake-member.ts';
import { openPairedHouse } from '../../support/fake-whatsapp-web/paired-house.ts';
import type { WebHouse } from '../../support/fake-whatsapp-web/web-house.ts';
import type { WireMessage } from '../../support/fake-whatsapp-web/whatsapp-wire.ts';
import { until } from '../../support/until.ts';

let house: WebHouse;
let channel: WhatsAppWebChannel;
let inbox: Inbox;
let people = 0;
const news: News[] = [];
let onNews = () => {};
const learn = async (each: News) => {
  news.push(each);
  onNews();
};

beforeAll(async () => {
  house = await openPairedHouse();
  channel = house.channel();
  inbox = new Inbox();
  await channel.start(inbox.receive, learn);
});
afterAll(async () => {
  await channel.stop();
  await house.close();
});

/** Somebody who has written, and is known to have. */
async function writer(text = 'hello'): Promise<FakeMember & { saidId: string }> {
  people += 1;
  const member = fakeMember(house.web, `${1000200 + people}@c.us`);
  const saidId = member.say(text);
  await inbox.until(({ externalId }) => externalId === saidId);
  return { ...member, saidId };
}
async function send(chatId: string, reply: Partial<Reply>, deliveryId?: string) {
  const ids: (string | undefined)[] = [];
  for (const chunk of channel.render({ text: '', language: 'en', ...reply }))
    ids.push(await channel.send(chatId, chunk, deliveryId === undefined ? {} : { deliveryId }));
  return ids;
}
const failure = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  );
const bodies = (messages: WireMessage[]) => messages.map(({ body }) => body);

test('nobody is written to who has not written: the outbox hears why, and WhatsApp hears nothing', async () => {
  const error = await failure(send('1000999@c.us', { text: 'Come on Thursday' }));
  expect(error).toMatchObject({ code: expect.stringContaining('stranger'), retryable: false, recipientGone: false });
  expect(house.web.messages.filter(({ chatId }) => chatId === '1000999@c.us')).toEqual([]);
});

test('whoever has no WhatsApp any more is gone', async () => {
  house.web.remove('1000998@c.us');
  expect(await failure(send('1000998@c.us', { text: 'hello' }))).toMatchObject({
    retryable: false,
    recipientGone: true,
  });
});

test('while the page has lost WhatsApp nothing is given to it, to arrive one day: it certainly has not gone', async () => {
  const member = await writer();
  house.web.tell({ kind: 'state', state: 'TIMEOUT' });
  await until(() => !channel.ready());
  const error = await failure(send(member.chatId, { text: 'Come on Thursday' }));
  expect(error).toMatchObject({ code: 'not connected', retryable: true, maybeSent: false });
  house.web.tell({ kind: 'state', state: 'CONNECTED' });
  await until(() => channel.ready());
  expect(member.shown()).toEqual([]);
  await send(member.chatId, { text: 'Come on Friday' });
  expect(bodies(member.shown())).toEqual(['Come on Friday']);
});

test('a long list is told in pages whose numbers go on', async () => {
  const member = await writer();
  const choices = Array.from({ length: 23 }, (_, index) => ({ id: `c${index}`, label: `Place ${index + 1}` }));
  await send(member.chatId, { text: 'Where are you?', choices });
  const [first, second, third] = bodies(member.shown());
  expect(first).toMatch(/^Where are you\?\n\n\*1\* {2}Place 1\n[\s\S]*\*10\* {2}Place 10$/);
  expect(second).toMatch(/^\*11\* {2}Place 11\n[\s\S]*\*20\* {2}Place 20$/);
  expect(third).toBe('*21*  Place 21\n*22*  Place 22\n*23*  Place 23');
});

test('somebody who types is shown to type', async () => {
  const member = await writer();
  // The library does not wait until WhatsApp has heard of it.
  const shown = once(house.web.events, 'call typing');
  await channel.showTyping(member.chatId);
  expect(await shown).toEqual([{ chatId: member.chatId }]);
});

test('an answer quotes what it answers only where something was said behind that', async () => {
  const member = await writer('what is a hostile environment');
  const [chunk] = channel.render({ text: 'It is a set of laws.', language: 'en' });
  const answerIt = async () => chunk && channel.send(member.chatId, chunk, { quoting: member.saidId });
  await answerIt();
  const next = member.say('and who made them');
  await inbox.until(({ externalId }) => externalId === next);
  await answerIt();
  const key = member.saidId.split('_').at(-1);
  expect(member.shown().map(({ quoting }) => quoting)).toEqual([undefined, key]);
});

test.each([
  ['fails', 'is not there'],
  ['happens and fails', 'is there'],
  ['happens and is lost', 'is there'],
] as const)('a send that %s may have been sent, and is looked for: it %s', async (mishap, found) => {
  const member = await writer();
  const deliveryId = `delivery ${mishap}`;
  void house.web.failNext('send', mishap);
  expect(await failure(send(member.chatId, { text: 'an answer' }, deliveryId))).toMatchObject({
    retryable: true,
    maybeSent: true,
  });
  await reopen();
  const sent = await channel.findSent?.(member.chatId, deliveryId, {});
  expect(sent === undefined).toBe(found === 'is not there');
  expect(member.shown()).toHaveLength(found === 'is there' ? 1 : 0);
});

test('the same delivery sent twice is one message: its id is the same', async () => {
  const member = await writer();
  const first = await send(member.chatId, { text: 'once' }, 'the same delivery');
  expect(await send(member.chatId, { text: 'once' }, 'the same delivery')).toEqual(first);
  expect(bodies(member.shown())).toEqual(['once']);
});

test('what WhatsApp refuses is tried again, and was not sent', async () => {
  const member = await writer();
  void house.web.failNext('send', 'is refused');
  expect(await failure(send(member.chatId, { text: 'an answer' }))).toMatchObject({
    retryable: true,
    maybeSent: false,
  });
});

test('that a message was taken, delivered and read is told by the name of its delivery', async () => {
  const member = await writer();
  await send(member.chatId, { text: 'an answer' }, 'of the answer');
  const told = () =>
    news.flatMap(each => (each.kind === 'arrived' && each.deliveryId === 'of the answer' ? [each.how] : []));
  const [message] = member.shown();
  if (message) for (const how of ['delivered', 'read'] as const) member.acknowledge(message, how);
  await new Promise<void>(resolve => {
    onNews = () => told().includes('read') && resolve();
    onNews();
  });
  expect(new Set(told())).toEqual(new Set(['taken', 'delivered', 'read']));
});

test('a voice note has no room for words: they go before it, once', async () => {
  const member = await writer();
  const [chunk] = channel.render({ text: 'From your caseworker', language: 'en', fileId: 'kept' });
  const file = { kind: 'voice', mimeType: 'audio/ogg', extension: 'ogg', bytes: new Uint8Array(50) } as const;
  const sendFile = () => chunk && channel.sendFile?.(member.chatId, file, chunk, { deliveryId: 'a voice note' });
  void house.web.failNext('upload', 'fails');
  expect(await failure(Promise.resolve(sendFile()))).toMatchObject({ maybeSent: true });
  await sendFile();
  expect(member.shown().map(({ type, body }) => [type, body])).toEqual([
    ['chat', 'From your caseworker'],
    ['ptt', undefined],
  ]);
});

test('an edit is heard as one, each by a name of its own', async () => {
  const member = await writer('can i see a docter');
  member.edit(member.saidId, 'can i see a doctor');
  const heard = await inbox.until(({ content }) => content.kind === 'edit');
  expect(heard.at(-1)).toMatchObject({
    content: { kind: 'edit', text: 'can i see a doctor' },
    from: { id: member.chatId },
  });
  expect(heard.at(-1)?.externalId).not.toBe(member.saidId);
});

test('a number and the id that WhatsApp puts in its place are one person, once WhatsApp says so', async () => {
  const [phone, lid] = ['1000300@c.us', '9000300@lid'];
  const before = fakeMember(house.web, lid).say('who am i');
  await inbox.until(({ externalId }) => externalId === before);
  house.web.know(phone, lid);
  const after = fakeMember(house.web, lid).say('and now');
  const heard = await inbox.until(({ externalId }) => externalId === after);
  const of = (id: string) => heard.find(({ externalId }) => externalId === id);
  expect(of(before)?.from).toEqual({ channel: 'whatsapp-web', id: lid });
  expect(of(after)).toMatchObject({
    from: { channel: 'whatsapp-web', id: phone },
    alsoKnownAs: [
      { channel: 'whatsapp-web', id: lid },
      { channel: 'whatsapp-cloud', id: '1000300' },
    ],
  });
  await send(phone, { text: 'You are one person.' });
  expect(bodies(fakeMember(house.web, lid).shown())).toEqual(['You are one person.']);
});

test('what came while it was away is heard once, and what was said before there was a bot is not', async () => {
  await channel.stop();
  const missed = fakeMember(house.web, '1000400@c.us').say('are you there');
  house.web.hadWritten('1000401@c.us');
  channel = house.channel();
  const again = new Inbox();
  await channel.start(again.receive);
  const last = fakeMember(house.web, '1000402@c.us').say('the end');
  const heard = (await again.until(({ externalId }) => externalId === last)).map(({ externalId }) => externalId);
  expect(heard.filter(id => id === missed)).toHaveLength(1);
  expect(heard.some(id => id.includes('1000401'))).toBe(false);
});

/** On the same machine. */
async function reopen(): Promise<void> {
  await channel.stop();
  channel = house.channel();
  await channel.start(inbox.receive, learn);
}
