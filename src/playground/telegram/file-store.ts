import { randomBytes } from 'node:crypto';
import type { FileInfo } from './wire.ts';

export interface StoredFile extends FileInfo {
  bytes: Uint8Array;
  name: string;
  mimeType: string;
  /** Where it is downloaded, below `/file/bot<token>/`. */
  path: string;
}

export type FileKind = 'photos' | 'voice' | 'music' | 'videos' | 'documents';

/** The files that went through the server, in memory. */
export class FileStore {
  readonly #byId = new Map<string, StoredFile>();
  readonly #byPath = new Map<string, StoredFile>();

  add(kind: FileKind, bytes: Uint8Array, name: string, mimeType: string): StoredFile {
    const uniqueId = randomBytes(9).toString('base64url');
    const extension = /\.[a-z0-9]{1,5}$/i.exec(name)?.[0] ?? '';
    const file: StoredFile = {
      file_id: `AgAC${uniqueId}${randomBytes(24).toString('base64url')}`,
      file_unique_id: uniqueId,
      file_size: bytes.length,
      bytes,
      name,
      mimeType,
      path: `${kind}/file_${this.#byId.size}${extension}`,
    };
    this.#byId.set(file.file_id, file);
    this.#byPath.set(file.path, file);
    return file;
  }

  byId(fileId: string): StoredFile | undefined {
    return this.#byId.get(fileId);
  }

  byPath(path: string): StoredFile | undefined {
    return this.#byPath.get(path);
  }
}

/** The part of a stored file that travels in a message. */
export function fileInfo(file: StoredFile): FileInfo {
  return { file_id: file.file_id, file_unique_id: file.file_unique_id, file_size: file.file_size };
}
