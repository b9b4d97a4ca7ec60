import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Channel } from '../../src/channels/channel.ts';
import { createWhatsappCloudChannel } from '../../src/channels/whatsapp-cloud/whatsapp-cloud-channel.ts';
import { takeOver } from '../../src/conversation/take-over.ts';
import type { Database } from '../../src/database/database.ts';
import { type LookupHash, openLookupHash } from '../../src/database/lookup-hash.ts';
import { Queue } from '../../src/database/queue.ts';
import { Seal } from '../../src/database/seal.ts';
import type { Address } from '../../src/messages/address.ts';
import { openTestDatabase } from '../support/test-database.ts';

const NOW = Date.parse('2026-11-27T14:00:00Z');
const directory = mkdtempSync(join(tmpdir(), 'folding-chair-take-over-'));
const seal = new Seal([randomBytes(32)]);
/** Only how it is described matters here: nobody is written to. */
const cloud: Channel = createWhatsappCloudChannel({
  token: 'token',
  phoneNumberId: '1',
  appSecret: 'secret',
  apiRoot: 'http://127.0.0.1:9',
  verifyToken: 'token',
  messagesPerSecond: 80,
  say: () => '',
});

let database: Database;
let hash: LookupHash;
let queue: Queue;

beforeAll(async () => {
  database = await openTestDatabase(directory);
  hash = await openLookupHash(database, seal);
  queue = new Queue(database);
  await queue.start(() => {});
});
beforeEach(() => database.prisma.person.deleteMany());
afterAll(async () => {
  await queue.stop(5);
  await database.close();
  rmSync(directory, { recursive: true, force: true });
});

const take = (channels: Channel[] = [cloud]) => takeOver({ database, queue, seal, hash, now: () => NOW }, channels);

/** Somebody who wrote an hour ago. @returns the id of their conversation */
async function known({ channel, id }: Address, addressSealed = seal.seal(id)): Promise<string> {
  const heardAt = new Date(NOW - 3_600_000);
  const conversation = { channel, addressHash: hash(channel, id), addressSealed, heardAt };
  const person = await database.prisma.person.create({
    data: { conversations: { create: conversation } },
    include: { conversations: true },
  });
  return person.conversations[0]?.id ?? '';
}

async function now(id: string) {
  const { channel, addressSealed, heldSince, heardAt, addressGoneAt } =
    await database.prisma.conversation.findUniqueOrThrow({ where: { id } });
  return { channel, addressSealed, isHeld: heldSince !== null, heardAt, isGone: addressGoneAt !== null };
}

test('who is known by a number is found by it, in a window that is closed until they write', async () => {
  const id = await known({ channel: 'whatsapp-web', id: '1000001@c.us' });
  await take();
  const { addressSealed, ...moved } = await now(id);
  expect(moved).toEqual({ channel: 'whatsapp-cloud', isHeld: true, heardAt: null, isGone: false });
  expect(seal.open(addressSealed)).toBe('1000001');
});

test('what they agreed to on that channel goes with them, and what they agreed to elsewhere stays', async () => {
  const id = await known({ channel: 'whatsapp-web', id: '1000001@c.us' });
  const { personId } = await database.prisma.conversation.findUniqueOrThrow({ where: { id } });
  const words = { wordsKey: 'actions.consent.ask', wordsHash: '', language: 'en' };
  for (const channel of ['whatsapp-web', 'telegram'])
    await database.prisma.consent.create({ data: { personId: personId ?? '', kind: 'training', channel, ...words } });
  await take();
  const consents = await database.prisma.consent.findMany({ orderBy: { channel: 'asc' } });
  expect(consents.map(({ channel }) => channel)).toEqual(['telegram', 'whatsapp-cloud']);
});

test('whom nobody can find there stays and counts as gone, and takes nobody along', async () => {
  const hidden = await known({ channel: 'whatsapp-web', id: '9000001@lid' });
  const unreadable = await known({ channel: 'whatsapp-web', id: '1000002@c.us' }, new Seal([randomBytes(32)]).seal(''));
  const last = await known({ channel: 'whatsapp-web', id: '1000003@c.us' });
  await take();
  for (const id of [hidden, unreadable])
    expect(await now(id)).toMatchObject({ channel: 'whatsapp-web', isGone: true, isHeld: false });
  expect(await now(last)).toMatchObject({ channel: 'whatsapp-cloud', isGone: false });
});

test('once more it changes nothing', async () => {
  const ids = [
    await known({ channel: 'whatsapp-web', id: '1000001@c.us' }),
    await known({ channel: 'whatsapp-web', id: '9@lid' }),
  ];
  await take();
  const before = await Promise.all(ids.map(now));
  await take();
  expect(await Promise.all(ids.map(now))).toEqual(before);
});

test('nobody is taken from a channel that is still there, nor from any other', async () => {
  const onWeb = await known({ channel: 'whatsapp-web', id: '1000001@c.us' });
  const elsewhere = await known({ channel: 'telegram', id: '1000001' });
  await take([cloud, { ...cloud, name: 'whatsapp-web' }]);
  expect(await now(onWeb)).toMatchObject({ channel: 'whatsapp-web', isGone: false });
  await take();
  expect(await now(elsewhere)).toMatchObject({ channel: 'telegram', isGone: false });
});

test('somebody to whose new address something is on its way is left for the next start, and holds up nobody', async () => {
  const web = await known({ channel: 'whatsapp-web', id: '1000001@c.us' });
  const stranger = await known({ channel: 'whatsapp-cloud', id: '1000001' });
  const other = await known({ channel: 'whatsapp-web', id: '1000002@c.us' });
  await database.prisma.outboundMessage.create({
    data: {
      conversationId: stranger,
      status: 'sending',
      bodySealed: seal.seal({ reply: { text: 'x', language: 'en' } }),
      expiresAt: new Date(NOW + 3_600_000),
    },
  });
  await take();
  expect(await now(other)).toMatchObject({ channel: 'whatsapp-cloud' });
  expect(await now(web)).toMatchObject({ channel: 'whatsapp-web', isGone: false });
});
