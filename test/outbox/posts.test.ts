import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import type { Channel } from '../../src/channels/channel.ts';
import type { Feature, FeatureTurn, TimelyTurn } from '../../src/features/feature.ts';
import type { Reply } from '../../src/messages/reply.ts';
import { Overtaken, type Post } from '../../src/messages/turn.ts';
import { saveFates } from '../../src/outbox/outbox-store.ts';
import type { ChatRoom } from '../../src/playground/telegram/chat-room.ts';
import { answer, type Spine, startSpine } from '../support/spine.ts';
import { until } from '../support/until.ts';

/** What the next message makes of itself. */
let next: () => FeatureTurn = () => answer('ok');
/** How the card looks now, and how often it was looked at. */
let card: () => Post[] | Promise<Post[]> = () => [];
let looks = 0;
let timely: TimelyTurn[] = [];

const cases: Feature = {
  name: 'cases',
  state: z.unknown(),
  think: () => answer('ok'),
  async show(key) {
    expect(key).toBe('card:1');
    looks += 1;
    return card();
  },
  tick: async () => timely,
};

let spine: Spine;
let edge: Channel;
let room: ChatRoom;
let lastUserId = 900;
/** What the platform finds again, by the delivery's id. */
const found = new Map<string, string>();
const askedFor: string[] = [];

beforeAll(async () => {
  spine = await startSpine(() => next(), Date.now, {
    features: [cases],
    changeChannel(channel) {
      edge = {
        ...channel,
        async findSent(_chatId, deliveryId) {
          askedFor.push(deliveryId);
          return found.get(deliveryId);
        },
      };
      return edge;
    },
  });
}, 60_000);
beforeEach(() => {
  room = spine.telegram.group('Caseworkers');
});
afterEach(() => {
  spine.telegram.world.faults.clear();
  spine.placements.length = 0;
  next = () => answer('ok');
  card = () => [];
  looks = 0;
  timely = [];
});
afterAll(() => spine.stop());

const say = (text: string, more: Partial<Reply> = {}): Reply => ({ text, language: 'en', ...more });
const inRoom = (reply: Reply, more: Partial<Post> = {}): Post => ({
  to: { channel: 'telegram', roomId: String(room.chat.id) },
  reply,
  ...more,
});
const turn = (wishes: Partial<FeatureTurn>): FeatureTurn => ({ ...answer('done'), ...wishes });
const textsIn = (place: ChatRoom) => place.messages().map(({ message }) => message.text);

/** Somebody who has written once, and their conversation. */
async function newMember() {
  lastUserId += 1;
  const member = spine.telegram.user(lastUserId);
  member.say('hello');
  await member.waitForMessage(({ text }) => text === 'ok');
  const { id } = await prisma().conversation.findFirstOrThrow({
    where: { personId: { not: null } },
    orderBy: { id: 'desc' },
  });
  const take = async (wishes: () => Partial<FeatureTurn>) => {
    next = () => turn(wishes());
    member.say('go');
    await member.waitForMessage(({ text }) => text === 'done');
  };
  return { member, conversationId: id, take };
}

describe('a post', () => {
  test('to a room makes its conversation once, is changed when said again by its name, and has others below it', async () => {
    const { take } = await newMember();
    await take(() => ({
      posts: [inRoom(say('A new case', { name: 'case 1' })), inRoom(say('More', { under: 'case 1' }))],
    }));
    await until(() => textsIn(room).length === 2);
    await take(() => ({ posts: [inRoom(say('A claimed case', { name: 'case 1' }))] }));
    await until(() => textsIn(room).includes('A claimed case'));
    expect(textsIn(room)).toEqual(['A claimed case', 'More']);
    const messageId = String(room.messages()[0]?.message.message_id);
    expect(spine.placements.filter(({ under, replacing }) => under ?? replacing)).toMatchObject([
      { under: messageId },
      { replacing: messageId },
    ]);
    await expect(prisma().conversation.count({ where: { personId: null, named: { some: {} } } })).resolves.toBe(1);
  });

  test('that is to be changed again before it could be sent is left out', async () => {
    const { take } = await newMember();
    const post = (text: string) => inRoom(say(text, { name: 'case 2' }));
    await take(() => ({ posts: [post('one')] }));
    await until(() => textsIn(room).length === 1);
    await take(() => ({ posts: [post('two'), post('three'), post('four')] }));
    await until(() => textsIn(room).includes('four'));
    expect(spine.placements.filter(({ replacing }) => replacing)).toHaveLength(1);
    await until(async () => (await prisma().outboundMessage.count({ where: { reason: 'replaced' } })) === 2);
    expect(await prisma().outboundMessage.count({ where: { reason: 'replaced', status: 'sent' } })).toBe(2);
  });

  test('waits until it can no longer be taken back, and holds up nothing behind it', async () => {
    const { member, conversationId, take } = await newMember();
    const other = await newMember();
    const later: Post = { to: { conversationId }, reply: say('the answer'), afterSeconds: 2, trackId: randomUUID() };
    await other.take(() => ({ posts: [later, { to: { conversationId }, reply: say('at once') }] }));
    await member.waitForMessage(({ text }) => text === 'at once');
    await take(() => ({}));
    expect(member.messages().map(({ text }) => text)).not.toContain('the answer');
    await member.waitForMessage(({ text }) => text === 'the answer');
  });

  test('that is taken back is never sent, and is shown as that', async () => {
    const { member, conversationId, take } = await newMember();
    const trackId = randomUUID();
    const shown = Promise.withResolvers<string | undefined>();
    card = async () => {
      const row = await prisma().outboundMessage.findFirst({ where: { trackId } });
      // What an earlier test still wants to have shown comes too soon.
      if (row && !['queued', 'sending'].includes(row.status)) shown.resolve(row.status);
      return [];
    };
    await take(() => ({
      posts: [{ to: { conversationId }, reply: say('a slip'), afterSeconds: 1, trackId, shows: 'cases:card:1' }],
    }));
    await take(() => ({ takesBack: [trackId] }));
    expect(await shown.promise).toBe('takenBack');
    await take(() => ({ posts: [{ to: { conversationId }, reply: say('the right words'), afterSeconds: 1.5 }] }));
    await member.waitForMessage(({ text }) => text === 'the right words');
    expect(member.messages().map(({ text }) => text)).not.toContain('a slip');
  });

  test('that is with the platform cannot be taken back any more', async () => {
    const { member, conversationId, take } = await newMember();
    const trackId = randomUUID();
    await take(() => ({ posts: [{ to: { conversationId }, reply: say('gone out'), trackId }] }));
    await member.waitForMessage(({ text }) => text === 'gone out');
    await take(() => ({ takesBack: [trackId] }));
    await until(async () => (await prisma().outboundMessage.count({ where: { trackId, status: 'sent' } })) === 1);
  });
});

describe('what looks different now', () => {
  test('is shown as it is in the end, and one look answers many', async () => {
    const { take } = await newMember();
    let version = 0;
    const isLookedAt = Promise.withResolvers<void>();
    const mayGoOn = Promise.withResolvers<void>();
    card = async () => {
      const seen = version;
      isLookedAt.resolve();
      await mayGoOn.promise;
      return [inRoom(say(`version ${seen}`, { name: 'card' }), { shows: 'cases:card:1' })];
    };
    await take(() => ({ shows: ['cases:card:1'] }));
    await isLookedAt.promise;
    for (let index = 0; index < 8; index++) {
      await take(() => ({
        shows: ['cases:card:1'],
        writes: [
          {
            label: 'version',
            apply: async () => {
              version += 1;
            },
          },
        ],
      }));
    }
    mayGoOn.resolve();
    await until(() => textsIn(room).includes('version 8'));
    expect(textsIn(room)).toEqual(['version 8']);
    await until(async () => (await spine.queue.depths()).get('shows') === 0);
    expect(looks).toBeLessThanOrEqual(3);
  });

  test('is shown when a post’s fate is known, whatever it is', async () => {
    const { member, conversationId } = await newMember();
    const other = await newMember();
    const trackId = randomUUID();
    const shown = Promise.withResolvers<string | undefined>();
    card = async () => {
      const { status } = (await prisma().outboundMessage.findFirst({ where: { trackId } })) ?? {};
      // What the test before has left to be shown comes sooner.
      if (status !== undefined && status !== 'queued' && status !== 'sending') shown.resolve(status);
      return [];
    };
    member.block();
    await other.take(() => ({
      posts: [{ to: { conversationId }, reply: say('nobody'), trackId, shows: 'cases:card:1' }],
    }));
    expect(await shown.promise).toBe('failed');
  });
});

describe('a file', () => {
  const picture = {
    kind: 'photo',
    mimeType: 'image/jpeg',
    extension: 'jpg',
    bytes: new Uint8Array([1, 2, 3]),
  } as const;

  test('goes with its words, and is said to be gone when it is', async () => {
    const { member, conversationId } = await newMember();
    const fileId = await prisma().$transaction(transaction =>
      spine.files.store(transaction, { conversationId, file: picture, deleteAfter: null }),
    );
    await spine.send([{ conversationId, reply: say('your letter', { fileId }) }]);
    await member.waitForMessage(({ photo, caption }) => photo !== undefined && caption === 'your letter');
    await prisma().storedFile.deleteMany();
    const trackId = randomUUID();
    await spine.send([{ conversationId, reply: say('once more', { fileId }), trackId }]);
    await until(async () => (await prisma().outboundMessage.count({ where: { trackId, reason: 'file gone' } })) === 1);
  });
});

test('a file is told of where the platform takes none', async () => {
  const { member, conversationId } = await newMember();
  const { sendFile } = edge;
  delete edge.sendFile;
  await spine.send([{ conversationId, reply: say('your letter', { fileId: randomUUID() }) }]);
  const { text } = await member.waitForMessage(({ text }) => text?.includes('your letter') === true);
  if (sendFile) edge.sendFile = sendFile;
  expect(text).toBe('your letter\n\nA file came with this.');
});

describe('a delivery that was interrupted', () => {
  test('is looked for by its id, and not repeated when it is found', async () => {
    const { member, conversationId } = await newMember();
    spine.telegram.fault({ kind: 'drop-after' }, { method: 'sendMessage' });
    spine.placements.length = 0;
    const isSent = member.waitForMessage(({ text }) => text === 'did it come');
    await spine.send([{ conversationId, reply: say('did it come', { name: 'it' }) }]);
    const { message_id } = await isSent;
    const deliveryId = spine.placements[0]?.deliveryId ?? '';
    found.set(deliveryId, String(message_id));
    await until(async () => (await prisma().namedMessage.count({ where: { conversationId, name: 'it' } })) === 1);
    await spine.send([{ conversationId, reply: say('it came', { name: 'it' }) }]);
    await member.waitForMessage(({ text }) => text === 'it came');
    expect(askedFor).toContain(deliveryId);
    expect(member.messages().map(({ text }) => text)).toEqual(['hello', 'ok', 'it came']);
  });

  test('is tried again where our own database failed, from the chunk behind what has arrived', async () => {
    const { member, conversationId } = await newMember();
    await prisma().$executeRaw`
      CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'the disk is full'; END $$`;
    await prisma().$executeRaw`
      CREATE TRIGGER full_disk BEFORE UPDATE ON outbound_message FOR EACH ROW
      WHEN (OLD.chunks_sent = 0 AND NEW.chunks_sent = 1 AND NEW.status = 'sending') EXECUTE FUNCTION fail()`;
    await spine.send([
      { conversationId, reply: say(`part 1 ${'word '.repeat(700)}\n\npart 2 ${'word '.repeat(700)}`) },
    ]);
    await member.waitForMessage(({ text }) => text?.includes('part 2') === true, 20_000);
    await prisma().$executeRaw`DROP TRIGGER full_disk ON outbound_message`;
    expect(member.messages().filter(({ text }) => text?.includes('part 1'))).toHaveLength(1);
  });

  test('that found nobody there does not count when its person has written since', async () => {
    const { conversationId } = await newMember();
    const goneAt = async (turn: number) => {
      const delivered = { conversationId, lane: 'chat', turn, sentUnasked: 0, gone: true, isHeld: false, fates: [] };
      await saveFates(spine, [delivered], Date.now());
      return (await prisma().conversation.findUniqueOrThrow({ where: { id: conversationId } })).addressGoneAt;
    };
    expect(await goneAt(0)).toBeNull();
    expect(await goneAt(1)).not.toBeNull();
  });
});

test('every minute each thing that time brings is done alone, and what was overtaken is dropped', async () => {
  const { member, conversationId } = await newMember();
  const reminder = (text: string): Post => ({ to: { conversationId }, reply: say(text) });
  timely = [
    {
      posts: [reminder('never')],
      writes: [
        {
          label: 'race',
          apply: async () => {
            throw new Overtaken();
          },
        },
      ],
    },
    { posts: [reminder('nor this')], writes: [{ label: 'nothing', apply: tx => tx.$executeRaw`SELECT 1 / 0` }] },
    { posts: [reminder('a reminder'), inRoom(say('a reminder to staff'))] },
  ];
  await spine.tick();
  await member.waitForMessage(({ text }) => text === 'a reminder');
  await until(() => textsIn(room).includes('a reminder to staff'));
  expect(member.messages().map(({ text }) => text)).toEqual(['hello', 'ok', 'a reminder']);
});

function prisma() {
  return spine.database.prisma;
}
