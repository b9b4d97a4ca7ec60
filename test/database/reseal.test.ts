import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import type { Database } from '../../src/database/database.ts';
import { openLookupHash } from '../../src/database/lookup-hash.ts';
import { reseal } from '../../src/database/reseal.ts';
import { Seal } from '../../src/database/seal.ts';
import { sealedColumns } from '../../src/database/sealed-columns.ts';
import { openTestDatabase } from '../support/test-database.ts';

const [oldKey, newKey] = [randomBytes(32), randomBytes(32)];
const [older, rotated, newer] = [new Seal([oldKey]), new Seal([newKey, oldKey]), new Seal([newKey])];
/** More than a batch. */
const CONVERSATIONS = 1100;

const directory = mkdtempSync(join(tmpdir(), 'folding-chair-reseal-'));
let database: Database;
beforeAll(async () => {
  database = await openTestDatabase(directory);
}, 60_000);
afterEach(async () => {
  await database.prisma.person.deleteMany();
  await database.prisma.secret.deleteMany();
});
afterAll(async () => {
  await database.close();
  rmSync(directory, { recursive: true });
});

/** So many conversations, each with one of everything that is sealed, under the older key. */
async function fill(count: number): Promise<void> {
  const { prisma } = database;
  const { id: personId } = await prisma.person.create({ data: {} });
  const conversations = await prisma.conversation.createManyAndReturn({
    data: Array.from({ length: count }, (_, index) => ({
      personId,
      channel: 'telegram',
      addressHash: Buffer.from(String(index)),
      addressSealed: older.seal(`address ${index}`),
      // A conversation at its start has no state.
      ...(index % 2 === 0 && { stateSealed: older.seal({ index }) }),
    })),
  });
  const ids = conversations.map(({ id }) => id);
  await prisma.inboundMessage.createMany({
    data: ids.map((conversationId, index) => ({
      conversationId,
      channel: 'telegram',
      externalIdHash: Buffer.from(String(index)),
      bodySealed: older.seal('inbound'),
    })),
  });
  await prisma.outboundMessage.createMany({
    data: ids.map(conversationId => ({ conversationId, bodySealed: older.seal('outbound'), expiresAt: new Date() })),
  });
  await prisma.attachment.createMany({
    data: ids.map(conversationId => ({ conversationId, kind: 'photo', refSealed: older.seal('file') })),
  });
  const files = await prisma.storedFile.createManyAndReturn({
    data: ids.map(conversationId => ({ conversationId, detailsSealed: older.seal({ kind: 'photo' }) })),
  });
  await prisma.storedFileChunk.createMany({
    data: files.map(({ id: fileId }) => ({ fileId, index: 0, bytesSealed: older.seal(Buffer.from(fileId)) })),
  });
}

async function sealedValues(): Promise<Uint8Array[]> {
  const columns = sealedColumns.map(({ table, column }) =>
    database.prisma.$queryRawUnsafe<{ sealed: Uint8Array | null }[]>(`SELECT ${column} AS sealed FROM ${table}`),
  );
  return (await Promise.all(columns)).flat().flatMap(({ sealed }) => sealed ?? []);
}

test('everything that was sealed with an older key opens with the new one alone, and nobody is lost', async () => {
  await fill(CONVERSATIONS);
  const hash = await openLookupHash(database, older);
  const before = (await sealedValues()).map(sealed => JSON.stringify(older.open(sealed))).sort();

  const expected = 6 * CONVERSATIONS + CONVERSATIONS / 2 + 1;
  expect(await reseal(database, rotated)).toEqual({ resealed: expected, left: 0 });
  const after = (await sealedValues()).map(sealed => JSON.stringify(newer.open(sealed))).sort();
  expect(after).toEqual(before);
  expect((await openLookupHash(database, newer))('telegram', '1')).toEqual(hash('telegram', '1'));
  expect(await reseal(database, rotated)).toEqual({ resealed: 0, left: 0 });
});

test('what the bot writes meanwhile is kept', async () => {
  await fill(3);
  const { prisma } = database;
  let isWritten = false;
  const interrupted = new Proxy(prisma, {
    get(target, name) {
      if (name !== '$executeRawUnsafe') return Reflect.get(target, name);
      return async (sql: string, ...values: unknown[]) => {
        if (!isWritten)
          await prisma.conversation.updateMany({ data: { addressSealed: older.seal('written meanwhile') } });
        isWritten = true;
        return target.$executeRawUnsafe(sql, ...values);
      };
    },
  });
  expect(await reseal({ ...database, prisma: interrupted }, rotated)).toMatchObject({ left: 0 });
  const found = await prisma.conversation.findMany();
  expect(found.map(({ addressSealed }) => newer.open(addressSealed))).toEqual(Array(3).fill('written meanwhile'));
});

test('a value that no listed key opens is left as it is, and counted: no key may be dropped', async () => {
  await fill(2);
  const stranger = new Seal([randomBytes(32)]).seal('of a third key');
  const { id } = await database.prisma.attachment.findFirstOrThrow();
  await database.prisma.attachment.update({ where: { id }, data: { refSealed: stranger } });
  expect(await reseal(database, rotated)).toMatchObject({ left: 1 });
  const { refSealed } = await database.prisma.attachment.findUniqueOrThrow({ where: { id } });
  expect(Buffer.from(refSealed)).toEqual(Buffer.from(stranger));
});

test('every sealed column of the schema is known', () => {
  const schema = readFileSync(join(import.meta.dirname, '../../prisma/schema.prisma'), 'utf8');
  const inSchema = [...schema.matchAll(/^model \w+ \{(.*?)^\}/gms)].flatMap(([, body = '']) => {
    const table = /@@map\("(\w+)"\)/.exec(body)?.[1];
    return [...body.matchAll(/^ +\w+Sealed\s.*?@map\("(\w+)"\)/gm)].map(([, column]) => `${table}.${column}`);
  });
  expect(inSchema.length).toBe(schema.match(/^ +\w+Sealed\s/gm)?.length);
  expect(sealedColumns.map(({ table, column }) => `${table}.${column}`).sort()).toEqual(inSchema.sort());
});
