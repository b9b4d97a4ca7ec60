import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Database } from '../../src/database/database.ts';
import { Seal } from '../../src/database/seal.ts';
import { deleteOldMessages } from '../../src/jobs/retention.ts';
import { cleanFile } from '../../src/media/clean-file.ts';
import { createFileStore } from '../../src/media/file-store.ts';
import { createTakeFile } from '../../src/media/take-file.ts';
import { openTestDatabase } from '../support/test-database.ts';
import { RED_POINT } from './one-of-each.ts';

const NOW = Date.parse('2026-11-24T12:00Z');
const DAY_MS = 86_400_000;
const directory = mkdtempSync(join(tmpdir(), 'folding-chair-take-file-'));
const seal = new Seal([randomBytes(32)]);
let database: Database;
let conversationId: string;

beforeAll(async () => {
  database = await openTestDatabase(directory);
  const data = { channel: 'telegram', addressHash: randomBytes(32), addressSealed: seal.seal('1000001') };
  conversationId = (await database.prisma.conversation.create({ data })).id;
}, 60_000);
afterAll(async () => {
  await database.close();
  rmSync(directory, { recursive: true, force: true });
});

const take = (fetched: Uint8Array | { refused: 'gone' | 'tooLarge' }) =>
  createTakeFile({
    database,
    files: createFileStore(database, seal),
    clean: cleanFile,
    fetch: async () => fetched,
    now: () => NOW,
  })({ channel: 'telegram', conversationId }, { kind: 'photo', fileId: 'file' });

test('a picture is kept, cleaned, and goes after a day unless a turn keeps it', async () => {
  const taken = await take(RED_POINT);
  if ('refused' in taken) throw new Error(`It was refused: ${taken.refused}`);
  const file = await createFileStore(database, seal).read(taken.fileId);
  expect(file).toMatchObject({ kind: 'photo', mimeType: 'image/jpeg' });
  await deleteOldMessages(database, 7, NOW + DAY_MS - 1);
  expect(await database.prisma.storedFile.count()).toBe(1);
  await deleteOldMessages(database, 7, NOW + DAY_MS + 1);
  expect(await database.prisma.storedFile.count()).toBe(0);
});

test('what cannot be taken is not kept, and the reason goes on', async () => {
  expect(await take(Buffer.from('MZ\u0090\u0000 a program', 'latin1'))).toEqual({ refused: expect.any(String) });
  expect(await take({ refused: 'tooLarge' })).toEqual({ refused: 'tooLarge' });
  expect(await take({ refused: 'gone' })).toEqual({ refused: 'gone' });
  expect(await database.prisma.storedFile.count()).toBe(0);
});
