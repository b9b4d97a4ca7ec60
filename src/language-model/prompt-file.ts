import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

/** What a model is told: Markdown with front matter, in `prompts/`. */
export interface PromptFile {
  name: string;
  /** Raised with every change, so that measurements can be told apart. */
  version: number;
  /** The instructions, with `{{name}}` where values go. */
  text: string;
}

const frontMatter = z.object({
  name: z.string(),
  version: z.int().positive(),
  purpose: z.string(),
  input: z.string(),
  output: z.string(),
});

/** @throws Error that names the file and what is missing in it. */
export function loadPrompt(promptsDirectory: string, name: string): PromptFile {
  const path = join(promptsDirectory, `${name}.md`);
  const [, head, body] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(readFileSync(path, 'utf8')) ?? [];
  const parsed = frontMatter.safeParse(parse(head ?? ''));
  if (!parsed.success || !body) {
    const faults = parsed.success ? 'it has no text below' : z.prettifyError(parsed.error);
    throw new Error(
      `${path} must begin with front matter (name, version, purpose, input, output): ${faults}. Correct it and start again.`,
    );
  }
  return { name: parsed.data.name, version: parsed.data.version, text: body.trim() };
}
