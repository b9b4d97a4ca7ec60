import { mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/**
 * Writes a file `<name>.<fingerprint>.<extension>` of a cache as a whole or not at all, and removes the files of the
 * same name with other fingerprints.
 */
export function replaceCachedFile(path: string, write: (path: string) => void): void {
  const directory = dirname(path);
  const name = basename(path).split('.').slice(0, -2).join('.');
  mkdirSync(directory, { recursive: true });
  write(`${path}.part`);
  renameSync(`${path}.part`, path);
  for (const other of readdirSync(directory))
    if (other.startsWith(`${name}.`) && other !== basename(path)) rmSync(join(directory, other), { force: true });
}
