import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Knowledge, loadKnowledge } from './knowledge.ts';

/**
 * Loads what the bot knows. When the content has changed since the last start, another process learns from it first: learning
 * takes half a gigabyte that a running bot has no use for.
 *
 * @param onLearning is told before the wait, which takes some seconds a language.
 * @throws Error that lists every fault of the content with its file and remedy.
 */
export function openKnowledge(localesDirectory: string, cacheDirectory: string, onLearning: () => void): Knowledge {
  const learnt = join(cacheDirectory, `learnt.${stampOf(localesDirectory)}`);
  if (!existsSync(learnt)) {
    onLearning();
    const script = join(import.meta.dirname, 'learn.ts');
    const { status, stderr } = spawnSync(process.execPath, [script, localesDirectory, cacheDirectory], {
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(`The cards could not be learnt from:\n${stderr.trim()}`);
    try {
      writeFileSync(learnt, '');
    } catch {
      // All that was learnt is in a cache that cannot be written to, e.g. of an image: the next start looks again.
    }
  }
  return loadKnowledge(localesDirectory, cacheDirectory);
}

/** Changes with every content file and with the code that learns from them: names, sizes and times tell, without reading any. */
function stampOf(localesDirectory: string): string {
  const stamp = createHash('sha256');
  for (const directory of [localesDirectory, import.meta.dirname]) {
    for (const name of readdirSync(directory, { recursive: true, encoding: 'utf8' }).sort()) {
      const { size, mtimeMs } = statSync(join(directory, name));
      stamp.update(`${name} ${size} ${mtimeMs}\n`);
    }
  }
  return stamp.digest('hex').slice(0, 16);
}
