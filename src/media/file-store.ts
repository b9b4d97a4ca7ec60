import { base64 } from '../database/base64.ts';
import type { Database } from '../database/database.ts';
import { type Seal, SealError } from '../database/seal.ts';
import type { Transaction } from '../database/transaction.ts';
import type { FileContent, FileType } from '../messages/file.ts';
import { joinChunk, splitChunks } from './file-chunks.ts';

/** How many chunks, of a quarter of a megabyte, go to the database in one statement. */
const CHUNKS_AT_ONCE = 8;

/** A file to keep: one that `cleanFile` has given, or that we made. */
export interface FileToStore {
  /** Drawn by who must know it before the file is kept (UUID). */
  id?: string;
  conversationId: string;
  file: FileContent;
  /** When retention may delete it; null while somebody works with it: `keepUntil` says later. */
  deleteAfter: Date | null;
}

/** A file that is kept, its bytes still in the database. */
export interface OpenedFile extends FileType {
  conversationId: string;
  sizeBytes: number;
  /** Piece by piece. @throws SealError when a piece is missing or was changed. */
  chunks(): AsyncGenerator<Buffer>;
}

export interface FileStore {
  /** Keeps a file as part of the caller's transaction, which needs up to half a second for each megabyte. @returns its id. */
  store(transaction: Transaction, file: FileToStore): Promise<string>;
  /** @returns undefined when it has been deleted, by retention or with the person. */
  open(fileId: string): Promise<OpenedFile | undefined>;
  /** The whole file. @returns undefined as `open` does. */
  read(fileId: string): Promise<FileContent | undefined>;
  /** Says anew when files may be deleted; null: not yet. */
  keepUntil(transaction: Transaction, fileIds: string[], deleteAfter: Date | null): Promise<void>;
}

// Bytes travel as base64: the embedded database writes them out one by one, six times as slowly.

type Details = FileType & { sizeBytes: number };

/**
 * Keeps files in the database, sealed. It has no fingerprint by which the same file could be known again elsewhere. A file goes with its
 * conversation, with the person (`forgetPerson`), or when its time has come (`jobs/retention.ts`).
 */
export function createFileStore({ prisma }: Pick<Database, 'prisma'>, seal: Seal): FileStore {
  async function store(
    transaction: Transaction,
    { conversationId, file, deleteAfter, ...given }: FileToStore,
  ): Promise<string> {
    const { bytes, kind, mimeType, extension } = file;
    const details: Details = { kind, mimeType, extension, sizeBytes: bytes.length };
    const { id } = await transaction.storedFile.create({
      data: { ...given, conversationId, detailsSealed: seal.seal(details), deleteAfter },
      select: { id: true },
    });
    const chunks = splitChunks(id, bytes);
    for (let at = 0; at < chunks.length; at += CHUNKS_AT_ONCE) {
      const sealed = chunks.slice(at, at + CHUNKS_AT_ONCE).map((chunk, index) => ({
        index: at + index,
        sealed: base64(seal.seal(chunk)),
      }));
      await transaction.$executeRaw`
        INSERT INTO stored_file_chunk (file_id, index, bytes_sealed)
        SELECT ${id}::uuid, v.index, decode(v.sealed, 'base64')
        FROM jsonb_to_recordset(${JSON.stringify(sealed)}::jsonb) AS v(index int, sealed text)`;
    }
    return id;
  }

  async function open(fileId: string): Promise<OpenedFile | undefined> {
    const found = await prisma.storedFile.findUnique({ where: { id: fileId } });
    if (!found) return undefined;
    const details = seal.open(found.detailsSealed) as Details;
    return { ...details, conversationId: found.conversationId, chunks: () => chunksOf(fileId, details.sizeBytes) };
  }

  async function* chunksOf(fileId: string, sizeBytes: number): AsyncGenerator<Buffer> {
    let left = sizeBytes;
    for (let index = 0; left > 0; index++) {
      const [found] = await prisma.$queryRaw<{ sealed: string }[]>`
        SELECT encode(bytes_sealed, 'base64') AS sealed FROM stored_file_chunk WHERE file_id = ${fileId}::uuid AND index = ${index}`;
      if (!found) throw new SealError('A part of a file is missing: restore it from a backup.');
      const chunk = joinChunk(fileId, index, seal.open(Buffer.from(found.sealed, 'base64')));
      yield chunk.subarray(0, left);
      left -= chunk.length;
    }
  }

  return {
    store,
    open,
    async read(fileId) {
      const opened = await open(fileId);
      if (!opened) return undefined;
      const { kind, mimeType, extension } = opened;
      const chunks: Buffer[] = [];
      for await (const chunk of opened.chunks()) chunks.push(chunk);
      return { kind, mimeType, extension, bytes: Buffer.concat(chunks) };
    },
    async keepUntil(transaction, fileIds, deleteAfter) {
      await transaction.storedFile.updateMany({ where: { id: { in: fileIds } }, data: { deleteAfter } });
    },
  };
}
