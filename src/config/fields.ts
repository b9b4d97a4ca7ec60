import { z } from 'zod';

// What settings are made of.

/** An empty setting is an unset one. */
export const text = z
  .string()
  .trim()
  .transform(value => value || undefined)
  .optional();

export const url = text.pipe(z.url({ error: 'must be an address such as https://example.org' }).optional());

/** Text of a shape. @param error says what it must be, after the setting's name. */
export const shaped = (shape: RegExp, error: string) => text.pipe(z.string().regex(shape, error).optional());

export const positive = (fallback: number) =>
  text
    .transform(value => Number(value ?? fallback))
    .pipe(z.number({ error: 'must be a number' }).positive('must be above 0'));

/** How settings that do not go together are refused. */
export interface Judge {
  refuse(setting: string, message: string): void;
  /** @param because is said behind "is needed". */
  need(given: unknown, setting: string, because: string): void;
}
