import { randomUUID } from 'node:crypto';
import { open } from 'node:fs/promises';
import { base64 } from './base64.ts';
import type { Database } from './database.ts';
import { type Seal, SealError } from './seal.ts';

const PART_BYTES = 256 * 1024;
const ID_BYTES = 16;
const HEADER_BYTES = ID_BYTES + 4;

/** The session of WhatsApp Web as the database keeps it: whoever has it reads and writes as us, so that it is sealed. */
export interface WebSessionStore {
  exists(): Promise<boolean>;
  /** Keeps the packed session in this file, in place of the one before. Until all of it is there, the one before holds. */
  keep(path: string): Promise<void>;
  /** Writes it to this file. @throws SealError when there is none, or it is not whole. */
  bring(path: string): Promise<void>;
  forget(): Promise<void>;
  heardUntilMs(): Promise<number | undefined>;
  noteHeard(untilMs: number): Promise<void>;
}

export function createWebSessionStore({ prisma }: Pick<Database, 'prisma'>, seal: Seal, name: string): WebSessionStore {
  async function keptId(): Promise<string | undefined> {
    return (await prisma.webSession.findUnique({ where: { name } }))?.keptId ?? undefined;
  }

  /** From now on it is this one, and no part of another is left. */
  async function point(id: string | null): Promise<void> {
    await prisma.$transaction([
      prisma.webSession.upsert({ where: { name }, create: { name, keptId: id }, update: { keptId: id } }),
      prisma.webSessionPart.deleteMany({ where: id === null ? {} : { keptId: { not: id } } }),
    ]);
  }

  return {
    exists: async () => (await keptId()) !== undefined,

    async keep(path) {
      const id = randomUUID();
      const file = await open(path, 'r');
      try {
        for (let index = 0; ; index++) {
          const { buffer, bytesRead } = await file.read(Buffer.alloc(PART_BYTES), 0, PART_BYTES, index * PART_BYTES);
          if (bytesRead === 0) break;
          const sealed = base64(seal.seal(Buffer.concat([headerOf(id, index), buffer.subarray(0, bytesRead)])));
          // Bytes travel as base64: the embedded database writes them out one by one, six times as slowly.
          await prisma.$executeRaw`
            INSERT INTO web_session_part (kept_id, index, bytes_sealed) VALUES (${id}::uuid, ${index}, decode(${sealed}, 'base64'))`;
        }
      } finally {
        await file.close();
      }
      await point(id);
    },

    async bring(path) {
      const id = await keptId();
      if (id === undefined) throw new SealError('No session of WhatsApp Web is kept: link its telephone again.');
      const parts = await prisma.webSessionPart.count({ where: { keptId: id } });
      const file = await open(path, 'w', 0o600);
      try {
        for (let index = 0; index < parts; index++) {
          const [found] = await prisma.$queryRaw<{ sealed: string }[]>`
            SELECT encode(bytes_sealed, 'base64') AS sealed FROM web_session_part WHERE kept_id = ${id}::uuid AND index = ${index}`;
          await file.write(openPart(id, index, found && seal.open(Buffer.from(found.sealed, 'base64'))));
        }
      } finally {
        await file.close();
      }
    },

    forget: () => point(null),

    async heardUntilMs() {
      return (await prisma.webSession.findUnique({ where: { name } }))?.heardUntil?.getTime();
    },

    async noteHeard(untilMs) {
      const heardUntil = new Date(untilMs);
      await prisma.webSession.upsert({ where: { name }, create: { name, heardUntil }, update: { heardUntil } });
    },
  };
}

/** @throws SealError when it is another part, or of another session. */
function openPart(id: string, index: number, opened: unknown): Buffer {
  if (!Buffer.isBuffer(opened) || !opened.subarray(0, HEADER_BYTES).equals(headerOf(id, index)))
    throw new SealError('A part of the WhatsApp session is missing or was replaced: link its telephone again.');
  return opened.subarray(HEADER_BYTES);
}

function headerOf(id: string, index: number): Buffer {
  const header = Buffer.alloc(HEADER_BYTES);
  header.write(id.replaceAll('-', ''), 'hex');
  header.writeUInt32BE(index, ID_BYTES);
  return header;
}
