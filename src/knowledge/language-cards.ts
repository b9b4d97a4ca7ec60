import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { dropCachedFile, replaceCachedFile } from './cached-file.ts';

/** The cards of one language on disk: read when first needed, from the cache when nothing has changed since. */
export class LanguageCards<T> {
  readonly language: string;
  /** Changes when any card file of the language changes. */
  readonly fingerprint: string;
  readonly #files: [path: string, text: string][] | undefined;
  readonly #cachePath: string | undefined;
  readonly #parse: () => Map<string, T>;
  #cards: Map<string, T> | undefined;

  /** @param parse throws an `Error` that names the file, the field and the remedy. */
  constructor(
    localesDirectory: string,
    language: string,
    parse: (path: string, text: string) => T & { id: string },
    cacheDirectory?: string,
  ) {
    const files = readCardFiles(join(localesDirectory, language, 'cards'));
    const hash = createHash('sha256').update(cacheVersion);
    // By name alone: the same cards are the same wherever they are read from.
    for (const [path, text] of files) hash.update(JSON.stringify([basename(path), text]));
    this.language = language;
    this.fingerprint = hash.digest('hex').slice(0, 16);
    this.#cachePath = cacheDirectory && join(cacheDirectory, `cards.${language}.${this.fingerprint}.json`);
    this.#parse = () => parseAll(readCardFiles(join(localesDirectory, language, 'cards')), parse);
    if (this.#cachePath && existsSync(this.#cachePath)) return;
    this.#files = files;
    this.#cards = parseAll(files, parse);
  }

  /** Whether the files were parsed just now, and so have yet to be checked against one another. */
  get fresh(): boolean {
    return this.#files !== undefined;
  }

  /** By id. */
  get cards(): Map<string, T> {
    this.#cards ??= this.#readCache();
    return this.#cards;
  }

  #readCache(): Map<string, T> {
    const path = this.#cachePath ?? '';
    try {
      return new Map(JSON.parse(readFileSync(path, 'utf8')) as [string, T][]);
    } catch {
      dropCachedFile(path);
      this.#cards = this.#parse();
      this.save();
      return this.#cards;
    }
  }

  /** Keeps the parsed cards for the next start. Call it once they are known to be sound. */
  save(): void {
    if (!this.#cachePath || !this.#cards || existsSync(this.#cachePath)) return;
    const json = JSON.stringify([...this.#cards]);
    replaceCachedFile(this.#cachePath, part => writeFileSync(part, json));
  }
}

/** Raised when the shape of a parsed card changes, so that older caches are left aside. */
const cacheVersion = '2';

function readCardFiles(directory: string): [path: string, text: string][] {
  if (!existsSync(directory)) return [];
  const names = readdirSync(directory).filter(name => name.endsWith('.md'));
  return names.sort().map(name => [join(directory, name), readFileSync(join(directory, name), 'utf8')]);
}

function parseAll<T>(
  files: [path: string, text: string][],
  parse: (path: string, text: string) => T & { id: string },
): Map<string, T> {
  const cards = new Map<string, T>();
  const faults: string[] = [];
  for (const [path, text] of files) {
    try {
      const card = parse(path, text);
      cards.set(card.id, card);
    } catch (error) {
      faults.push(error instanceof Error ? error.message : String(error));
    }
  }
  if (faults.length > 0) throw new Error(faults.join('\n'));
  return cards;
}
