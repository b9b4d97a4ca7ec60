import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Newest } from '../../src/channels/channel.ts';
import type { Database } from '../../src/database/database.ts';
import { createNewestOf } from '../../src/outbox/newest-of.ts';
import { openTestDatabase } from '../support/test-database.ts';

const EARLIER: Newest = { messageId: '1007', atMs: Date.parse('2026-11-27T14:00:00Z') };
const LATER: Newest = { messageId: '1042', atMs: EARLIER.atMs + 1000 };
const directory = mkdtempSync(join(tmpdir(), 'folding-chair-newest-'));

let database: Database;

beforeAll(async () => {
  database = await openTestDatabase(directory);
});
beforeEach(() => database.prisma.conversation.deleteMany());
afterAll(async () => {
  await database.close();
  rmSync(directory, { recursive: true, force: true });
});

/** Only what it has seen matters here. */
const telegram = (seen?: Newest) => ({ name: 'telegram', newest: () => seen }) as const;

async function note({ messageId, atMs }: Newest, channel = 'telegram'): Promise<void> {
  await database.prisma.outboundMessage.create({
    data: {
      conversation: { create: { channel, addressHash: randomBytes(32), addressSealed: randomBytes(32) } },
      bodySealed: randomBytes(32),
      expiresAt: new Date(atMs),
      begunBehind: messageId,
      begunBehindAt: new Date(atMs),
    },
  });
}

test('a process that has seen no message of a platform goes by the last that any has noted of it', async () => {
  await note(LATER);
  await note(EARLIER);
  await note({ messageId: '9000', atMs: LATER.atMs + 1000 }, 'slack');
  const newestOf = createNewestOf(database);
  expect(await newestOf(telegram())).toEqual(LATER);
  expect(await newestOf(telegram(EARLIER))).toEqual(EARLIER);
});

test('where none has noted any, or the platform numbers each chat for itself, it is not known', async () => {
  await note(EARLIER, 'slack');
  const newestOf = createNewestOf(database);
  expect(await newestOf(telegram())).toBeUndefined();
  expect(await newestOf({ name: 'slack' })).toBeUndefined();
});

test('a database that failed is asked again', async () => {
  await note(EARLIER);
  let isDown = true;
  const { prisma } = database;
  const outboundMessage = {
    findFirst: (query: object) =>
      isDown ? Promise.reject(new Error('down')) : prisma.outboundMessage.findFirst(query as never),
  };
  const newestOf = createNewestOf({ ...database, prisma: { outboundMessage } } as unknown as Database);
  await expect(newestOf(telegram())).rejects.toThrow('down');
  isDown = false;
  expect(await newestOf(telegram())).toEqual(EARLIER);
});
