import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Database } from '../../src/database/database.ts';
import { reseal } from '../../src/database/reseal.ts';
import { Seal } from '../../src/database/seal.ts';
import { deleteOldMessages } from '../../src/jobs/retention.ts';
import { createFileStore, type FileStore } from '../../src/media/file-store.ts';
import type { FileContent } from '../../src/messages/file.ts';
import { openTestDatabase } from '../support/test-database.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const directory = mkdtempSync(join(tmpdir(), 'folding-chair-files-'));
const [oldKey, newKey] = [randomBytes(32), randomBytes(32)];
let database: Database;
let files: FileStore;
let conversationId: string;

beforeAll(async () => {
  database = await openTestDatabase(directory);
  files = createFileStore(database, new Seal([oldKey]));
}, 60_000);
beforeEach(async () => {
  await database.prisma.person.deleteMany();
  const { conversations } = await database.prisma.person.create({
    data: {
      conversations: { create: { channel: 'telegram', addressHash: randomBytes(8), addressSealed: randomBytes(8) } },
    },
    include: { conversations: true },
  });
  conversationId = conversations[0]?.id ?? '';
});
afterAll(async () => {
  await database.close();
  rmSync(directory, { recursive: true });
});

const letter = (bytes: Buffer<ArrayBuffer>): FileContent => ({
  kind: 'document',
  mimeType: 'application/pdf',
  extension: 'pdf',
  bytes,
});
const store = (bytes: Buffer<ArrayBuffer>, deleteAfter: Date | null = null) =>
  database.prisma.$transaction(
    transaction => files.store(transaction, { conversationId, file: letter(bytes), deleteAfter }),
    { timeout: 30_000 },
  );
const isSame = (found: FileContent | undefined, bytes: Buffer) =>
  found !== undefined && Buffer.from(found.bytes).equals(bytes);

test.each([1, 4096, 256 * 1024, 256 * 1024 + 1, 3_000_001])(
  'a file of %i bytes comes back as it was, whole or piece by piece',
  async size => {
    const bytes = randomBytes(size);
    const id = await store(bytes);
    const found = await files.read(id);
    expect(found).toMatchObject({ kind: 'document', mimeType: 'application/pdf', extension: 'pdf' });
    expect(isSame(found, bytes)).toBe(true);
    const opened = await files.open(id);
    expect(opened).toMatchObject({ conversationId, sizeBytes: size });
    let pieces = 0;
    for await (const _ of opened?.chunks() ?? []) pieces += 1;
    expect(pieces).toBe(Math.ceil(size / (256 * 1024)));
  },
);

test('nothing of a file can be read in the database: not its bytes, its type, nor exactly how long it is, nor that it is there twice', async () => {
  const bytes = Buffer.alloc(5000, 'Quillfeather');
  await store(bytes);
  await store(bytes);
  await store(bytes.subarray(0, 4999));
  const rows = await database.prisma.$queryRaw<{ row: string; bytes: number }[]>`
    SELECT f::text || c::text AS row, octet_length(c.bytes_sealed) AS bytes FROM stored_file f JOIN stored_file_chunk c ON c.file_id = f.id`;
  expect(rows).toHaveLength(3);
  for (const { row } of rows) {
    // Any four digits stand somewhere in ten thousand random ones: what is sealed is looked at by its bytes alone.
    const inTheClear = row.replaceAll(/[0-9a-f]{60,}/g, '');
    for (const told of ['Quillfeather', 'pdf', 'document', '5000']) {
      expect(inTheClear.replaceAll(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '')).not.toContain(told);
      expect(row).not.toContain(Buffer.from(told).toString('hex'));
    }
  }
  expect(new Set(rows.map(({ bytes }) => bytes)).size).toBe(1);
  const hexadecimals = rows.flatMap(({ row }) => row.match(/[0-9a-f]{60,}/g) ?? []);
  expect(new Set(hexadecimals).size).toBe(hexadecimals.length);
});

test('a file is there if and only if the transaction is', async () => {
  const kept = database.prisma.$transaction(async transaction => {
    await files.store(transaction, { conversationId, file: letter(Buffer.from('words')), deleteAfter: null });
    throw new Error('taken back');
  });
  await expect(kept).rejects.toThrow('taken back');
  expect(await database.prisma.storedFile.count()).toBe(0);
  expect(await database.prisma.storedFileChunk.count()).toBe(0);
});

test('a part that is missing, or that was put in the place of another, is never given out', async () => {
  const [first, second] = [await store(randomBytes(600_000)), await store(randomBytes(600_000))];
  const { prisma } = database;
  const part = (fileId: string, index: number) => ({ fileId_index: { fileId, index } });
  const { bytesSealed } = await prisma.storedFileChunk.findUniqueOrThrow({ where: part(first, 1) });
  await prisma.storedFileChunk.update({ where: part(second, 1), data: { bytesSealed } });
  await expect(files.read(second)).rejects.toThrow(/replaced after it was written/);
  await prisma.storedFileChunk.update({ where: part(first, 0), data: { bytesSealed } });
  await expect(files.read(first)).rejects.toThrow(/replaced after it was written/);
  await prisma.storedFileChunk.delete({ where: part(first, 0) });
  await expect(files.read(first)).rejects.toThrow(/missing/);
});

test('a file can be read after its key was changed', async () => {
  const bytes = randomBytes(700_000);
  const id = await store(bytes);
  expect(await reseal(database, new Seal([newKey, oldKey]))).toMatchObject({ resealed: 4 });
  expect(isSame(await createFileStore(database, new Seal([newKey])).read(id), bytes)).toBe(true);
});

test('a file goes when its time has come, with all its parts, and never while somebody works with it', async () => {
  const now = Date.now();
  const [working, closed] = [
    await store(randomBytes(10)),
    await store(randomBytes(600_000), new Date(now + 30 * DAY_MS)),
  ];
  await deleteOldMessages(database, 7, now + 29 * DAY_MS);
  expect(await files.read(closed)).toBeDefined();
  expect(await deleteOldMessages(database, 7, now + 31 * DAY_MS)).toBe(1);
  expect(await files.read(closed)).toBeUndefined();
  expect(await database.prisma.storedFileChunk.count()).toBe(1);

  await deleteOldMessages(database, 7, now + 1000 * DAY_MS);
  expect(await files.read(working)).toBeDefined();
  await database.prisma.$transaction(transaction => files.keepUntil(transaction, [working], new Date(now)));
  await deleteOldMessages(database, 7, now + 1000);
  expect(await files.read(working)).toBeUndefined();
});

test('a file goes with its person', async () => {
  const id = await store(randomBytes(10));
  await database.prisma.person.deleteMany();
  expect(await files.read(id)).toBeUndefined();
  expect(await database.prisma.storedFileChunk.count()).toBe(0);
});
