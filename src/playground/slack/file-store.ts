import { randomId, randomObjectId } from './random-id.ts';
import type { FileInfo } from './wire.ts';

interface Upload {
  name: string;
  sizeBytes: number;
  user: string;
  mimeType?: string;
}

export interface StoredFile {
  info: FileInfo;
  /** Undefined until they have been sent. */
  bytes: Uint8Array | undefined;
  /** Whether it has been completed: before that nobody sees it. */
  complete: boolean;
}

/** Guessed from the name, as Slack does. */
const types: Record<string, string> = {
  txt: 'text/plain',
  pdf: 'application/pdf',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  csv: 'text/csv',
  ogg: 'audio/ogg',
};

/** The files of the workspace, in memory. */
export class FileStore {
  readonly #byId = new Map<string, StoredFile>();
  readonly #tickets = new Map<string, StoredFile>();
  readonly #origin: () => string;
  readonly #nowSeconds: () => number;

  constructor(origin: () => string, nowSeconds: () => number) {
    this.#origin = origin;
    this.#nowSeconds = nowSeconds;
  }

  /** Makes room for a file; its bytes come to the ticket's address. */
  expect({ name, sizeBytes, user, mimeType }: Upload): { file: StoredFile; ticket: string } {
    const id = randomObjectId('F');
    const ticket = randomId(24);
    const extension = /\.([a-z0-9]{1,5})$/i.exec(name)?.[1]?.toLowerCase() ?? '';
    const path = `${this.#origin()}/files-pri/${id}/${encodeURIComponent(name)}`;
    const info: FileInfo = {
      id,
      created: this.#nowSeconds(),
      timestamp: this.#nowSeconds(),
      name,
      title: name,
      mimetype: mimeType ?? types[extension] ?? 'application/octet-stream',
      filetype: extension || 'binary',
      user,
      size: sizeBytes,
      mode: 'hosted',
      is_external: false,
      is_public: false,
      file_access: 'visible',
      url_private: path,
      url_private_download: `${path}?download`,
      permalink: `${this.#origin()}/files/${user}/${id}/${encodeURIComponent(name)}`,
      channels: [],
      groups: [],
      ims: [],
      shares: {},
    };
    const file: StoredFile = { info, bytes: undefined, complete: false };
    this.#byId.set(id, file);
    this.#tickets.set(ticket, file);
    return { file, ticket };
  }

  byTicket(ticket: string): StoredFile | undefined {
    return this.#tickets.get(ticket);
  }

  remove(id: string): void {
    this.#byId.delete(id);
  }

  byId(id: string): StoredFile | undefined {
    return this.#byId.get(id);
  }
}
