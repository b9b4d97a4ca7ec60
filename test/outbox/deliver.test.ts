import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Reply } from '../../src/messages/reply.ts';
import { writeLaneKey } from '../../src/outbox/lane.ts';
import { noteOutages } from '../../src/outbox/outages.ts';
import { claim } from '../../src/outbox/outbox-store.ts';
import type { Message } from '../../src/playground/telegram/wire.ts';
import { answer, type Spine, startSpine } from '../support/spine.ts';
import { until } from '../support/until.ts';

let spine: Spine;
let lastUserId = 300;
let skewMs = 0;

beforeAll(async () => {
  spine = await startSpine(
    () => answer('ok'),
    () => Date.now() + skewMs,
  );
}, 60_000);
afterEach(() => {
  spine.telegram.world.faults.clear();
  spine.fates.length = 0;
  skewMs = 0;
});
afterAll(() => spine.stop());

const fromBot = (message: Message) => message.from?.is_bot === true;
const saying = (words: string) => (message: Message) => fromBot(message) && (message.text ?? '').includes(words);

/** Somebody who has written once, and their conversation. */
async function newMember() {
  lastUserId += 1;
  const member = spine.telegram.user(lastUserId);
  member.say('hello');
  await member.waitForMessage(fromBot);
  const newest = await spine.database.prisma.conversation.findFirstOrThrow({ orderBy: { id: 'desc' } });
  return { member, conversationId: newest.id };
}

const reply = (text: string, more: Partial<Reply> = {}): Reply => ({ text, language: 'en', ...more });

describe('deliveries', () => {
  test('wait as long as Telegram asks, and arrive once', async () => {
    const { member, conversationId } = await newMember();
    spine.telegram.fault({ kind: 'status', status: 429, retryAfterSeconds: 1 }, { method: 'sendMessage' });
    await spine.send([{ conversationId, reply: reply('patience') }]);
    await member.waitForMessage(saying('patience'), 20_000);
    expect(member.messages().filter(saying('patience'))).toHaveLength(1);
  });

  test('go on at the chunk that failed', async () => {
    const { member, conversationId } = await newMember();
    const paragraphs = Array.from({ length: 3 }, (_, index) => `part ${index + 1} ${'word '.repeat(600)}`);
    const sent: string[] = [];
    spine.telegram.events.on('message', message => fromBot(message) && sent.push((message.text ?? '').slice(0, 6)));
    spine.telegram.fault({ kind: 'delay', delayMs: 0 }, { method: 'sendMessage' });
    spine.telegram.fault({ kind: 'status', status: 502 }, { method: 'sendMessage' });
    await spine.send([{ conversationId, reply: reply(paragraphs.join('\n\n')) }]);
    await member.waitForMessage(saying('part 3'), 20_000);
    expect(sent).toEqual(['part 1', 'part 2', 'part 3']);
  });

  test('keep the order of a conversation while one is tried again', async () => {
    const { member, conversationId } = await newMember();
    spine.telegram.fault({ kind: 'status', status: 500 }, { method: 'sendMessage' });
    await spine.send([{ conversationId, reply: reply('first') }]);
    await spine.send([{ conversationId, reply: reply('second') }]);
    await member.waitForMessage(saying('second'), 20_000);
    const texts = member
      .messages()
      .filter(fromBot)
      .map(({ text }) => text);
    expect(texts.slice(-2)).toEqual(['first', 'second']);
  });

  test('go at once when a platform is back, however long they have waited for it', async () => {
    const { member, conversationId } = await newMember();
    const telegramIs = (isReady: boolean) =>
      noteOutages(spine, [{ name: 'telegram', ready: () => isReady }], () => Date.now());
    spine.telegram.fault({ kind: 'status', status: 502 }, { method: 'sendMessage' });
    await telegramIs(false);
    await spine.send([{ conversationId, reply: reply('here again') }]);
    const putOff = () => spine.database.prisma.$executeRaw`
      UPDATE pgboss.job SET start_after = now() + interval '1 hour' WHERE name = 'deliveries' AND state = 'retry'`;
    await until(putOff);
    await telegramIs(true);
    await member.waitForMessage(saying('here again'));
  });

  test('end for good when the person has blocked the bot, until they write again', async () => {
    const { member, conversationId } = await newMember();
    member.block();
    await spine.send([{ conversationId, reply: reply('into the void') }]);
    await expect(nextFate(({ result }) => result === 'failed')).resolves.toMatchObject({
      reason: expect.stringMatching(/403|gone/),
    });
    member.unblock();
    member.say('i am back');
    await member.waitForMessage(message => fromBot(message) && message.text === 'ok');
  });

  test('expire when they are too old to be useful, and say why', async () => {
    const { member, conversationId } = await newMember();
    skewMs = 25 * 60 * 60 * 1000;
    await spine.send([{ conversationId, reply: reply('yesterday’s news') }]);
    await expect(nextFate(({ result }) => result === 'expired')).resolves.toMatchObject({
      reason: 'too old to be useful',
    });
    expect(member.messages().filter(saying('yesterday'))).toHaveLength(0);
  });

  test('count a reply whose answer was lost as perhaps repeated', async () => {
    const { member, conversationId } = await newMember();
    spine.telegram.fault({ kind: 'drop-after' }, { method: 'sendMessage' });
    await spine.send([{ conversationId, reply: reply('did you get this') }]);
    await member.waitForMessage(saying('did you get this'), 20_000);
    await expect(nextFate(({ isRepeat }) => isRepeat)).resolves.toMatchObject({ result: 'sent' });
  });

  describe('to very many whose answer was lost', () => {
    test('are found among what came to all chats behind it, and come once', async () => {
      const { outboundMessage } = spine.database.prisma;
      const [{ member, conversationId }, other] = [await newMember(), await newMember()];
      // Their first answer is not of this moment.
      const isLongAgo = { where: { conversationId, status: 'sent' as const }, data: { sentAt: new Date(0) } };
      await until(async () => (await outboundMessage.updateMany(isLongAgo)).count);
      spine.telegram.fault({ kind: 'drop-after' }, { method: 'sendMessage' });
      await spine.send([{ conversationId, reply: reply('to everybody'), isBulk: true }]);
      await member.waitForMessage(saying('to everybody'));
      await spine.send([{ conversationId: other.conversationId, reply: reply('to one') }]);
      const isOver = { conversationId, isBulk: true, status: 'sent', maybeRepeated: false } as const;
      await until(() => outboundMessage.count({ where: isOver }));
      expect(member.messages().filter(saying('to everybody'))).toHaveLength(1);
    });

    test('are looked for again where a process died while it looked', async () => {
      const { conversationId } = await newMember();
      const { outboundMessage } = spine.database.prisma;
      await until(() => outboundMessage.count({ where: { conversationId, status: 'sent' } }));
      const { id } = await outboundMessage.create({
        data: {
          conversationId,
          bodySealed: spine.seal.seal({ reply: reply('to everybody') }),
          status: 'sending',
          isBulk: true,
          isBegun: true,
          expiresAt: new Date(Date.now() + 60_000),
        },
      });
      const key = writeLaneKey({ conversationId, lane: 'chat' });
      for (const isDoubtful of [false, true]) {
        const { messages = [] } = (await claim(spine.database, [key])).get(key) ?? {};
        expect(messages.find(message => message.id === id)).toMatchObject({ isRepeat: true, isDoubtful });
      }
      await outboundMessage.delete({ where: { id } });
    });

    test('are sent again, and counted, where they did not come', async () => {
      const { member, conversationId } = await newMember();
      spine.telegram.fault({ kind: 'drop-before' }, { method: 'sendMessage' });
      await spine.send([{ conversationId, reply: reply('to everybody'), isBulk: true }]);
      await member.waitForMessage(saying('to everybody'), 20_000);
      await expect(nextFate(({ isRepeat }) => isRepeat)).resolves.toMatchObject({ result: 'sent' });
      expect(member.messages().filter(saying('to everybody'))).toHaveLength(1);
    });

    test('are sent again, and counted, where what is found may be something else from us', async () => {
      const { member, conversationId } = await newMember();
      spine.telegram.fault({ kind: 'drop-after' }, { method: 'sendMessage' });
      await spine.send([{ conversationId, reply: reply('to everybody'), isBulk: true }]);
      await member.waitForMessage(saying('to everybody'));
      await spine.send([{ conversationId, reply: reply('to you alone') }]);
      await expect(nextFate(({ isRepeat }) => isRepeat)).resolves.toMatchObject({ result: 'sent' });
      await member.waitForMessage(saying('to you alone'), 20_000);
      expect(member.messages().filter(saying('to everybody'))).toHaveLength(2);
    });
  });

  test('of several replies are each booked before the next goes, and what is booked never goes again', async () => {
    const { member, conversationId } = await newMember();
    const { outboundMessage } = spine.database.prisma;
    const { id } = await outboundMessage.create({
      data: {
        conversationId,
        bodySealed: spine.seal.seal({ reply: reply('booked by a process that died') }),
        status: 'sending',
        chunksSent: 1,
        expiresAt: new Date(Date.now() + 60_000),
      },
    });
    spine.telegram.fault({ kind: 'delay', delayMs: 0 }, { method: 'sendMessage' });
    spine.telegram.fault({ kind: 'delay', delayMs: 500 }, { method: 'sendMessage' });
    await spine.send(['one', 'two'].map(text => ({ conversationId, reply: reply(text) })));
    await member.waitForMessage(saying('one'));
    const isBooked = { conversationId, status: 'sending', chunksSent: 1, id: { not: id } } as const;
    await until(async () => {
      const booked = await outboundMessage.count({ where: isBooked });
      if (booked === 0) expect(member.messages().filter(saying('two'))).toEqual([]);
      return booked;
    });
    await member.waitForMessage(saying('two'));
    expect(member.messages().filter(saying('booked'))).toEqual([]);
    const isOver = { id, status: 'sent', maybeRepeated: false } as const;
    await until(() => outboundMessage.count({ where: isOver }));
  });

  test('that hang hold up nobody else: neither who was claimed with them nor what comes later', async () => {
    const members = [await newMember(), await newMember()];
    // It hits whichever of the two the batch sends first.
    spine.telegram.fault({ kind: 'delay', delayMs: 8000 }, { method: 'sendMessage' });
    await spine.send(members.map(({ conversationId }) => ({ conversationId, reply: reply('at once') })));
    const arrivals = members.map(async one => {
      await one.member.waitForMessage(saying('at once'), 20_000);
      return one;
    });
    const quick = await Promise.race(arrivals);
    const slow = members.find(one => one !== quick);
    await spine.send([{ conversationId: quick.conversationId, reply: reply('after it') }]);
    await quick.member.waitForMessage(saying('after it'));
    expect(slow?.member.messages().filter(saying('at once'))).toHaveLength(0);
    await Promise.all(arrivals);
  });

  test('pause a conversation that only we keep going after 20 messages, and keep what was held', async () => {
    const { member, conversationId } = await newMember();
    await spine.send(
      Array.from({ length: 25 }, (_, index) => ({ conversationId, reply: reply(`loop ${index}`), isUnasked: true })),
    );
    await expect(nextFate(({ result }) => result === 'failed')).resolves.toMatchObject({ reason: 'loop guard' });
    expect(member.messages().filter(saying('loop'))).toHaveLength(20);
    await expect(
      spine.database.prisma.outboundMessage.count({ where: { conversationId, reason: 'loop guard' } }),
    ).resolves.toBe(5);
    member.say('stop that');
    await member.waitForMessage(message => fromBot(message) && message.text === 'ok');
  });

  test('bring every reply that was asked for, however many an outage has held back', async () => {
    const { member, conversationId } = await newMember();
    spine.telegram.fault({ kind: 'status', status: 502 }, { method: 'sendMessage' });
    await spine.send(Array.from({ length: 30 }, (_, index) => ({ conversationId, reply: reply(`asked ${index}.`) })));
    await member.waitForMessage(saying('asked 29.'), 20_000);
    expect(member.messages().filter(saying('asked'))).toHaveLength(30);
    expect(spine.fates.filter(({ result }) => result === 'failed')).toEqual([]);
  });

  test('replace the message whose button was pressed, or are sent anew when that is not possible', async () => {
    const { member, conversationId } = await newMember();
    await spine.send([{ conversationId, reply: reply('page one') }]);
    const page = await member.waitForMessage(saying('page one'));
    await spine.send([{ conversationId, reply: reply('page two'), replacesMessageId: String(page.message_id) }]);
    await new Promise<void>(resolve => spine.telegram.events.once('edit', () => resolve()));
    await spine.send([{ conversationId, reply: reply('page three'), replacesMessageId: '999999' }]);
    await member.waitForMessage(saying('page three'));
    expect(
      member
        .messages()
        .filter(fromBot)
        .map(({ text }) => text)
        .slice(-2),
    ).toEqual(['page two', 'page three']);
  });
});

/** Resolves with the next fate of a kind: fates are told after every call of the API. */
const nextFate = (matches: (fate: Spine['fates'][number]) => boolean) => until(() => spine.fates.findLast(matches));
