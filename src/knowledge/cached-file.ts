import { mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { log } from '../log.ts';

/**
 * Writes a file `<name>.<fingerprint>.<extension>` of a cache as a whole or not at all, and removes the files of the
 * same name with other fingerprints.
 *
 * @throws Error that says what to do when the cache cannot be written to.
 */
export function replaceCachedFile(path: string, write: (path: string) => void): void {
  const directory = dirname(path);
  const name = basename(path).split('.').slice(0, -2).join('.');
  try {
    mkdirSync(directory, { recursive: true });
    write(`${path}.part`);
    renameSync(`${path}.part`, path);
  } catch (error) {
    throw new Error(
      `The cache ${directory} cannot be written to (${codeOf(error)}): make room and let this user write there, or set CACHE_DIR to another directory.`,
    );
  }
  for (const other of readdirSync(directory))
    if (other.startsWith(`${name}.`) && other !== basename(path)) rmSync(join(directory, other), { force: true });
}

/** Removes a file of a cache that was damaged, e.g. by a full disk: what it held is learnt anew. */
export function dropCachedFile(path: string): void {
  log.warn({ file: basename(path) }, 'a file of the cache is damaged: it is deleted, and learnt anew');
  rmSync(path, { force: true });
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? 'unknown';
}
