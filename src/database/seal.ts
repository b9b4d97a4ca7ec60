import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto';
import { types } from 'node:util';

/** Of what is inside: any value as JSON, or bytes as they are. */
const [JSON_FORMAT, BYTES_FORMAT] = [1, 2];
const KEY_NAME_BYTES = 8;
const IV_BYTES = 12;
const TAG_BYTES = 16;
const HEADER_BYTES = 1 + KEY_NAME_BYTES + IV_BYTES + TAG_BYTES;

/** Bytes as Prisma takes and gives them. */
export type Sealed = Uint8Array<ArrayBuffer>;

/** Thrown when a sealed value cannot be opened: its key is missing, or it was changed. */
export class SealError extends Error {
  override name = 'SealError';
}

/**
 * Seals what is stored of a person with AES-256-GCM (NIST SP 800-38D). A sealed value begins with the name of its key, so that
 * keys can be rotated: new values use the first key, old ones open while theirs is still listed.
 */
export class Seal {
  readonly #keys: Map<string, KeyObject>;
  readonly #current: { name: string; key: KeyObject };

  /** @param keys 32 bytes each, the current one first. @throws SealError when there is none, or one has another length. */
  constructor(keys: Buffer[]) {
    const named = keys.map(key => {
      if (key.length !== 32)
        throw new SealError('A seal key must be 32 bytes: make one with `openssl rand -base64 32`.');
      return { name: keyName(key), key: createSecretKey(key) };
    });
    const [current] = named;
    if (!current) throw new SealError('No seal key is given: set SEAL_KEY to the output of `openssl rand -base64 32`.');
    this.#current = current;
    this.#keys = new Map(named.map(({ name, key }) => [name, key]));
  }

  /** The name of the current key, in hex: new values begin with it. */
  get keyName(): string {
    return this.#current.name;
  }

  /** @param value bytes, or whatever JSON can hold. */
  seal(value: unknown): Sealed {
    const iv = nextIv();
    const cipher = createCipheriv('aes-256-gcm', this.#current.key, iv);
    const format = types.isUint8Array(value) ? BYTES_FORMAT : JSON_FORMAT;
    if (format === BYTES_FORMAT) cipher.setAAD(Buffer.of(format));
    const plain = types.isUint8Array(value) ? value : Buffer.from(JSON.stringify(value));
    const body = Buffer.concat([cipher.update(plain), cipher.final()]);
    return Buffer.concat([Buffer.of(format), Buffer.from(this.#current.name, 'hex'), iv, cipher.getAuthTag(), body]);
  }

  /** @returns what was sealed; bytes as a Buffer. @throws SealError when the value's key is not listed, or the value was changed. */
  open(sealed: Uint8Array): unknown {
    const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
    const name = keyNameOf(bytes);
    const key = this.#keys.get(name);
    if (!key)
      throw new SealError(`A value was sealed with the key ${name}: add that key to SEAL_KEY, after the current one.`);
    const iv = bytes.subarray(1 + KEY_NAME_BYTES, 1 + KEY_NAME_BYTES + IV_BYTES);
    const decipher = createDecipheriv('aes-256-gcm', key, iv);
    decipher.setAuthTag(bytes.subarray(HEADER_BYTES - TAG_BYTES, HEADER_BYTES));
    if (bytes[0] === BYTES_FORMAT) decipher.setAAD(Buffer.of(BYTES_FORMAT));
    try {
      const body = Buffer.concat([decipher.update(bytes.subarray(HEADER_BYTES)), decipher.final()]);
      return bytes[0] === BYTES_FORMAT ? body : JSON.parse(body.toString('utf8'));
    } catch {
      throw new SealError('A sealed value was changed after it was written: restore it from a backup.');
    }
  }

  /** True when the value should be sealed again: it was made with a key that is no longer the current one. */
  isStale(sealed: Uint8Array): boolean {
    return keyNameOf(Buffer.from(sealed)) !== this.#current.name;
  }
}

/** Finds a platform's id again without being able to read it: HMAC-SHA-256. */
export function keyedHash(key: KeyObject, ...parts: string[]): Sealed {
  return Buffer.from(createHmac('sha256', key).update(parts.join('\0')).digest());
}

/** Random bytes are asked of the system for many values at once: a call for each takes a fifth of the time that sealing does. */
let ivs = Buffer.alloc(0);
function nextIv(): Buffer {
  if (ivs.length === 0) ivs = randomBytes(IV_BYTES * 256);
  const iv = ivs.subarray(0, IV_BYTES);
  ivs = ivs.subarray(IV_BYTES);
  return iv;
}

function keyName(key: Buffer): string {
  return Buffer.from(hkdfSync('sha256', key, '', 'folding-chair key name', KEY_NAME_BYTES)).toString('hex');
}

function keyNameOf(bytes: Buffer): string {
  if ((bytes[0] !== JSON_FORMAT && bytes[0] !== BYTES_FORMAT) || bytes.length < HEADER_BYTES) {
    throw new SealError('A stored value is not in a format this version can open: update Folding Chair.');
  }
  return bytes.subarray(1, 1 + KEY_NAME_BYTES).toString('hex');
}
