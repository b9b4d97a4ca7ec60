import type { IncomingMessage } from 'node:http';
import { ApiError } from './api-error.ts';

/** 50 MB for a file (https://core.telegram.org/bots/api#sending-files) and a little for what goes with it. */
const bodyBytesMax = 50 * 1024 * 1024 + 64 * 1024;

/** A file that came with a call. */
export class Upload {
  readonly name: string;
  readonly mimeType: string;
  readonly bytes: Uint8Array;

  constructor(file: File, bytes: ArrayBuffer) {
    this.name = file.name;
    this.mimeType = file.type;
    this.bytes = new Uint8Array(bytes);
  }

  static async of(value: File | string): Promise<Upload | string> {
    return typeof value === 'string' ? value : new Upload(value, await value.arrayBuffer());
  }
}

/** The parameters of one call, whichever way they were written: address, JSON, form or multipart. */
export class Parameters {
  readonly #values: Record<string, unknown>;

  constructor(values: Record<string, unknown>) {
    this.#values = values;
  }

  /** @throws {ApiError} 413 when the body is larger than Telegram takes, 400 when it cannot be read */
  static async read(request: IncomingMessage, url: URL): Promise<Parameters> {
    const inAddress = Object.fromEntries(url.searchParams);
    const chunks: Buffer[] = [];
    let sizeBytes = 0;
    for await (const chunk of request) {
      sizeBytes += chunk.length;
      if (sizeBytes > bodyBytesMax) throw new ApiError(413, 'Request Entity Too Large');
      chunks.push(chunk);
    }
    const type = request.headers['content-type'] ?? '';
    if (sizeBytes === 0) return new Parameters(inAddress);
    const body = Buffer.concat(chunks);
    try {
      if (type.startsWith('application/json')) {
        return new Parameters({ ...inAddress, ...JSON.parse(body.toString()) });
      }
      const form = await new Response(body, { headers: { 'content-type': type } }).formData();
      const values = await Promise.all([...form].map(async ([name, value]) => [name, await Upload.of(value)]));
      return new Parameters({ ...inAddress, ...Object.fromEntries(values) });
    } catch {
      throw new ApiError(400, "Bad Request: can't parse the request body");
    }
  }

  text(name: string): string | undefined {
    const value = this.#values[name];
    if (typeof value === 'string') return value;
    return typeof value === 'number' ? String(value) : undefined;
  }

  /** @throws {ApiError} 400 when there is something that is no whole number */
  integer(name: string): number | undefined {
    const value = this.text(name);
    if (value === undefined || value === '') return undefined;
    if (!/^-?\d+$/.test(value)) throw new ApiError(400, `Bad Request: parameter "${name}" must be an integer`);
    return Number(value);
  }

  flag(name: string): boolean {
    const value = this.#values[name];
    return value === true || (typeof value === 'string' && ['true', '1', 'yes'].includes(value.toLowerCase()));
  }

  number(name: string): number | undefined {
    const value = this.text(name);
    return value === undefined ? undefined : Number(value);
  }

  /** A value that is JSON: as it is within a JSON body, serialised within a form. */
  json(name: string): unknown {
    const value = this.#values[name];
    if (typeof value !== 'string') return value;
    if (value === '') return undefined;
    try {
      return JSON.parse(value);
    } catch {
      throw new ApiError(400, `Bad Request: can't parse ${name.replaceAll('_', ' ')} JSON object`);
    }
  }

  /** An upload, whether it sits in the parameter itself or is attached under another name. */
  upload(name: string): Upload | undefined {
    const value = this.#values[name];
    if (value instanceof Upload) return value;
    if (typeof value !== 'string' || !value.startsWith('attach://')) return undefined;
    const attached = this.#values[value.slice('attach://'.length)];
    return attached instanceof Upload ? attached : undefined;
  }
}
