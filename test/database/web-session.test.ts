import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Database } from '../../src/database/database.ts';
import { Seal } from '../../src/database/seal.ts';
import { createWebSessionStore, type WebSessionStore } from '../../src/database/web-session.ts';
import { openTestDatabase } from '../support/test-database.ts';

const seal = new Seal([randomBytes(32)]);
let directory: string;
let database: Database;
let store: WebSessionStore;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'folding-chair-web-session-'));
  database = await openTestDatabase(directory);
  store = createWebSessionStore(database, seal, 'whatsapp-web');
});
afterAll(async () => {
  await database.close();
  rmSync(directory, { recursive: true });
});

const packed = (bytes: Buffer): string => {
  const path = join(directory, 'packed.zip');
  writeFileSync(path, bytes);
  return path;
};
const brought = async (): Promise<Buffer> => {
  const path = join(directory, 'brought.zip');
  await store.bring(path);
  return readFileSync(path);
};

test('a session is kept sealed, whole, and only the newest', async () => {
  expect(await store.exists()).toBe(false);
  const words = Buffer.alloc(700_000, 'whoever has this is us. ');
  await store.keep(packed(randomBytes(1_000_000)));
  await store.keep(packed(words));
  expect(await store.exists()).toBe(true);
  expect((await brought()).equals(words)).toBe(true);
  const parts = await database.prisma.webSessionPart.findMany();
  expect(parts).toHaveLength(3);
  expect(parts.some(({ bytesSealed }) => Buffer.from(bytesSealed).includes('whoever'))).toBe(false);
});

test('no part of it can be exchanged for another', async () => {
  await store.keep(packed(randomBytes(600_000)));
  const [first, second] = await database.prisma.webSessionPart.findMany({ orderBy: { index: 'asc' } });
  await database.prisma.webSessionPart.update({
    where: { id: second?.id ?? 0n },
    data: { bytesSealed: Buffer.from(first?.bytesSealed ?? []) },
  });
  await expect(brought()).rejects.toThrow('missing or was replaced');
});

test('what is forgotten leaves nothing behind, and how far it was heard stays', async () => {
  await store.keep(packed(randomBytes(300_000)));
  await store.noteHeard(1_784_019_600_000);
  await store.forget();
  expect(await store.exists()).toBe(false);
  expect(await database.prisma.webSessionPart.count()).toBe(0);
  await expect(brought()).rejects.toThrow('link its telephone again');
  expect(await store.heardUntilMs()).toBe(1_784_019_600_000);
});
