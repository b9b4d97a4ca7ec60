import { parse } from 'yaml';
import type { z } from 'zod';

/** A Markdown file taken apart: what stands between the `---` lines, and what follows. */
export interface FrontMatter<T> {
  data: T;
  body: string;
}

/**
 * Reads a Markdown file with YAML front matter and checks it.
 *
 * @throws Error that names the file, the field and the remedy.
 */
export function parseFrontMatter<T>(path: string, text: string, schema: z.ZodType<T>): FrontMatter<T> {
  const match = /^\uFEFF?---\r?\n([\s\S]*?)\r?\n---[ \t]*(?:\r?\n([\s\S]*))?$/.exec(text);
  if (!match) throw new Error(`${path}: no front matter. Begin the file with a line "---" and close it with another.`);
  const result = schema.safeParse(parseYaml(path, match[1] ?? ''));
  if (result.success) return { data: result.data, body: (match[2] ?? '').trim() };
  const faults = result.error.issues.map(issue => `${issue.path.join('.') || 'front matter'}: ${issue.message}`);
  throw new Error(`${path}: ${faults.join('; ')}. Correct the field as docs/cards.md describes.`);
}

function parseYaml(path: string, yaml: string): unknown {
  try {
    return parse(yaml);
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n')[0] : String(error);
    throw new Error(`${path}: the front matter is not YAML (${reason}). Put the value in double quotes.`);
  }
}
