import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';

/** The languages that have a directory under `locales/`, English first. */
export function localeLanguages(localesDirectory: string): string[] {
  const found = readdirSync(localesDirectory, { withFileTypes: true })
    .filter(entry => entry.isDirectory())
    .map(entry => entry.name);
  return found.sort((a, b) => Number(b === 'en') - Number(a === 'en') || a.localeCompare(b));
}

/**
 * Reads one JSON file of every language that has it, e.g. `concepts.json`.
 *
 * @throws Error that names the file, the field and the remedy.
 */
export function readLocaleFiles<T>(localesDirectory: string, name: string, schema: z.ZodType<T>): Map<string, T> {
  const files = new Map<string, T>();
  for (const language of localeLanguages(localesDirectory)) {
    const path = join(localesDirectory, language, name);
    if (existsSync(path)) files.set(language, readLocaleFile(path, schema));
  }
  return files;
}

function readLocaleFile<T>(path: string, schema: z.ZodType<T>): T {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`${path} is not JSON (${reason}). Correct it there.`);
  }
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const faults = result.error.issues.map(issue => `${issue.path.join('.')}: ${issue.message}`);
  throw new Error(`${path}: ${faults.join('; ')}. Correct it as docs/cards.md describes.`);
}
