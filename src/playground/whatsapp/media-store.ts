import { createHash, randomBytes } from 'node:crypto';
import type { Clock } from '../clock.ts';

export interface StoredMedia {
  id: string;
  bytes: Uint8Array<ArrayBuffer>;
  name: string;
  mimeType: string;
  sha256: string;
}

/** https://developers.facebook.com/documentation/business-messaging/whatsapp/business-phone-numbers/media: an address is good for so long. */
const ADDRESS_MS = 5 * 60 * 1000;

/** The files that went through the server, in memory, and the short-lived addresses where they are fetched. */
export class MediaStore {
  readonly #clock: Clock;
  readonly #byId = new Map<string, StoredMedia>();
  readonly #byKey = new Map<string, { media: StoredMedia; untilMs: number }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  add(bytes: Uint8Array, name: string, mimeType: string): StoredMedia {
    const id = String(10 ** 15 + this.#byId.size);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const media = { id, bytes: new Uint8Array(bytes), name, mimeType, sha256 };
    this.#byId.set(id, media);
    return media;
  }

  byId(id: string): StoredMedia | undefined {
    return this.#byId.get(id);
  }

  remove(id: string): boolean {
    return this.#byId.delete(id);
  }

  /** Makes an address for it. @returns the last part of it */
  open(media: StoredMedia): string {
    const key = randomBytes(18).toString('base64url');
    this.#byKey.set(key, { media, untilMs: this.#clock.nowMs() + ADDRESS_MS });
    return key;
  }

  /** @returns undefined once the address has expired */
  byKey(key: string): StoredMedia | undefined {
    const opened = this.#byKey.get(key);
    return opened && opened.untilMs >= this.#clock.nowMs() ? opened.media : undefined;
  }
}
