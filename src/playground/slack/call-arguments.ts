import { z } from 'zod';
import { problem } from './block-kit/problems.ts';
import { SlackError } from './slack-error.ts';

/** The arguments of one call, whichever way they were written: in the address, as a form, multipart or JSON. */
export class CallArguments {
  readonly #values: Record<string, unknown>;

  constructor(values: Record<string, unknown>) {
    this.#values = values;
  }

  /** @throws {SlackError} `invalid_json`, `json_not_object`, `invalid_form_data` or `invalid_post_type` */
  static async read(request: Request): Promise<CallArguments> {
    const inAddress = Object.fromEntries(new URL(request.url).searchParams);
    const type = request.headers.get('content-type') ?? '';
    const body = await request.arrayBuffer();
    if (body.byteLength === 0) return new CallArguments(inAddress);
    if (type.startsWith('application/json')) return new CallArguments({ ...inAddress, ...jsonObject(body) });
    if (!/^(application\/x-www-form-urlencoded|multipart\/form-data)/.test(type)) {
      throw new SlackError('invalid_post_type');
    }
    try {
      const form = await new Response(body, { headers: { 'content-type': type } }).formData();
      return new CallArguments({ ...inAddress, ...Object.fromEntries(form) });
    } catch {
      throw new SlackError('invalid_form_data');
    }
  }

  text(name: string): string | undefined {
    const value = this.#values[name];
    if (typeof value === 'string') return value === '' ? undefined : value;
    return typeof value === 'number' ? String(value) : undefined;
  }

  /** @throws {SlackError} `invalid_arguments` when it is not there */
  required(name: string): string {
    const value = this.text(name);
    if (value === undefined) throw missing(name);
    return value;
  }

  /** @throws {SlackError} `invalid_arguments` when it is no whole number from `min` to `max` */
  integer(name: string, { min, max, otherwise }: { min: number; max: number; otherwise: number }): number {
    const value = this.text(name);
    if (value === undefined) return otherwise;
    const number = Number(value);
    if (Number.isInteger(number) && number >= min && number <= max) return number;
    throw new SlackError('invalid_arguments', {
      problems: [problem(`must be a number from ${min} to ${max}`, [name])],
    });
  }

  flag(name: string): boolean | undefined {
    const value = this.#values[name];
    if (value === undefined) return undefined;
    return value === true || value === 'true' || value === '1' || value === 1;
  }

  has(name: string): boolean {
    return this.#values[name] !== undefined;
  }

  /** A list of ids, with commas between them or as JSON. */
  list(name: string): string[] {
    const value = this.#values[name];
    if (Array.isArray(value)) return value.map(String);
    const text = this.text(name) ?? '';
    return text
      .replace(/^\[|\]$/g, '')
      .split(',')
      .map(part => part.trim().replace(/^"|"$/g, ''))
      .filter(part => part !== '');
  }

  /**
   * A value that is JSON: as it is within a JSON body, serialised within a form.
   * @throws {SlackError} `code` when it cannot be read
   */
  json(name: string, code = 'invalid_arguments'): unknown {
    const value = this.#values[name];
    if (typeof value !== 'string') return value;
    if (value === '') return undefined;
    try {
      return JSON.parse(value);
    } catch {
      throw new SlackError(code);
    }
  }
}

export function missing(name: string): SlackError {
  return new SlackError('invalid_arguments', { problems: [problem(`missing required field: ${name}`, [''])] });
}

function jsonObject(body: ArrayBuffer): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder().decode(body));
  } catch {
    throw new SlackError('invalid_json');
  }
  const read = z.record(z.string(), z.unknown()).safeParse(value);
  if (!read.success) throw new SlackError('json_not_object');
  return read.data;
}
