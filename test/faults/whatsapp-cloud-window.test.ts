import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { ChatMessage } from '../../src/playground/whatsapp/chat.ts';
import { textOf } from '../../src/playground/whatsapp/shown-message.ts';
import type { WhatsappMember } from '../../src/playground/whatsapp/whatsapp-member.ts';
import { answer } from '../support/spine.ts';
import { until } from '../support/until.ts';
import { startWhatsappSpine, type WhatsappSpine } from '../support/whatsapp-spine.ts';

const HOUR_MS = 60 * 60 * 1000;
let spine: WhatsappSpine;
let lastId = 3_000_000;

beforeAll(async () => {
  spine = await startWhatsappSpine(({ text }) => answer(`heard ${text}`));
}, 60_000);
afterEach(() => {
  spine.whatsapp.world.refusesLater = false;
  spine.whatsapp.world.webhooks.disturbance = { repeats: 0 };
});
afterAll(() => spine.stop());

/** Somebody who has written once, and their conversation. */
async function newMember() {
  lastId += 1;
  const member = spine.whatsapp.user(`GB.${lastId}`);
  member.say('hello');
  await member.waitForMessage();
  const { id } = await spine.database.prisma.conversation.findFirstOrThrow({ orderBy: { id: 'desc' } });
  return { member, conversationId: id };
}

/** As if they had written so long ago. */
async function wroteHoursAgo(hours: number, { chat }: WhatsappMember, id: string): Promise<void> {
  const wroteAtMs = spine.clock.nowMs() - hours * HOUR_MS;
  chat.lastWroteAtMs = wroteAtMs;
  await spine.database.prisma.conversation.update({ where: { id }, data: { heardAt: new Date(wroteAtMs) } });
}

const send = (conversationId: string, ...texts: string[]) =>
  spine.send(texts.map(text => ({ conversationId, reply: { text, language: 'en' } })));
const isTemplate = (message: ChatMessage) => message.by === 'business' && message.sent.type === 'template';
const row = (conversationId: string) =>
  spine.database.prisma.conversation.findUniqueOrThrow({ where: { id: conversationId } });
const outbound = (conversationId: string) =>
  spine.database.prisma.outboundMessage.findMany({ where: { conversationId }, orderBy: { id: 'asc' } });

describe.each([
  ['knows by itself', false],
  ['is told afterwards', true],
])('a reply outside the window, of which the bot %s', (_, refusesLater) => {
  test('waits, its person is told once, and their next message releases all of it in order', async () => {
    const { member, conversationId } = await newMember();
    // The platform counts by its own clock: it may close a window that we think is open.
    await wroteHoursAgo(refusesLater ? 23 : 25, member, conversationId);
    spine.whatsapp.world.refusesLater = refusesLater;
    // News of a refusal that comes again must not send again what has been sent since.
    spine.whatsapp.world.webhooks.disturbance = { repeats: refusesLater ? 2 : 0 };
    if (refusesLater) member.chat.lastWroteAtMs = spine.clock.nowMs() - 25 * HOUR_MS;
    await send(conversationId, 'your letter is ready');
    await member.waitForMessage(isTemplate, 20_000);
    await send(conversationId, 'and one more thing');
    await until(async () =>
      (await outbound(conversationId)).every(({ status, reason }) => status === 'sent' || reason === 'window closed'),
    );
    expect(member.received().filter(message => textOf(message).includes('letter'))).toEqual([]);

    member.say('ok');
    await member.waitForMessage(message => textOf(message) === 'heard ok', 20_000);
    const texts = member.received().map(textOf);
    expect(texts.slice(1)).toEqual(['a charity', 'your letter is ready', 'and one more thing', 'heard ok']);
    expect(await row(conversationId)).toMatchObject({ heldSince: null, noticedAt: null });
  }, 60_000);
});

test('what waits is kept for longer than a day, and what was of no use by then is not sent', async () => {
  const { member, conversationId } = await newMember();
  await wroteHoursAgo(25, member, conversationId);
  await spine.send([
    { conversationId, reply: { text: 'it begins in an hour', language: 'en', expiresAfterSeconds: 3600 } },
    { conversationId, reply: { text: 'your letter is ready', language: 'en' } },
  ]);
  await member.waitForMessage(isTemplate, 20_000);
  const [, soon, later] = await outbound(conversationId);
  const keptHours = ({ createdAt, expiresAt }: { createdAt: Date; expiresAt: Date }) =>
    (Number(expiresAt) - Number(createdAt)) / HOUR_MS;
  expect([soon, later].map(message => message && Math.round(keptHours(message)))).toEqual([1, 30 * 24]);
  spine.clock.wind(2 * HOUR_MS);
  member.say('ok');
  await member.waitForMessage(message => textOf(message) === 'heard ok', 20_000);
  expect(member.received().map(textOf).slice(2)).toEqual(['your letter is ready', 'heard ok']);
}, 60_000);

test('how far a message has come is kept, in whatever order and however often it is told', async () => {
  const { member, conversationId } = await newMember();
  let toggle = 0;
  spine.whatsapp.world.webhooks.disturbance = { repeats: 2, shuffle: () => (toggle++ % 2 ? 0 : 0.99) };
  await send(conversationId, 'have you seen this');
  await member.waitForMessage(message => textOf(message).includes('seen'));
  member.read();
  await until(async () => (await outbound(conversationId)).every(({ readAt }) => readAt !== null));
  expect(
    (await outbound(conversationId)).every(
      ({ deliveredAt, readAt, status }) => deliveredAt && readAt && status === 'sent',
    ),
  ).toBe(true);
}, 60_000);

test('a message of which the answer was lost is not sent again once the platform tells that it has it', async () => {
  const { member, conversationId } = await newMember();
  spine.whatsapp.fault({ kind: 'drop-after' });
  await send(conversationId, 'only once');
  await until(async () => (await outbound(conversationId)).every(({ status }) => status === 'sent'));
  expect(member.received().filter(message => textOf(message) === 'only once')).toHaveLength(1);
}, 60_000);

test('who is known by another id, or by a number first, stays the same person', async () => {
  const { member, conversationId } = await newMember();
  member.becomes({ userId: 'GB.4000001' });
  member.say('it is me');
  await member.waitForMessage(message => textOf(message) === 'heard it is me', 20_000);
  // The platform may bring the news of it behind the first words from the new address.
  await until(async () => (await spine.database.prisma.inboundMessage.count({ where: { conversationId } })) === 2);
  await send(conversationId, 'still you');
  await member.waitForMessage(message => textOf(message) === 'still you', 20_000);
}, 60_000);
