import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { dropCachedFile, replaceCachedFile } from './cached-file.ts';
import { PatternParser, type PatternWord, requiredWords } from './word-pattern.ts';

/** For each pattern, the words of which a message must have one, written as in a pattern: `stem*`, `*stem`, `*stem*`. */
export type PatternKeys = string[][];

/** Raised when the choice of keys changes, so that older caches are left aside. */
const cacheVersion = '1';
const keysSchema = z.array(z.array(z.string()));

/**
 * The keys of many patterns. Choosing them means reading every pattern, which leaves a hundred megabytes behind at a start; so they
 * are kept.
 *
 * @param name of the file in the cache, e.g. `concepts`.
 * @throws Error that shows the pattern that cannot be read and says how to mend it.
 */
export function keepPatternKeys(name: string, patterns: string[], cacheDirectory?: string): PatternKeys {
  if (cacheDirectory === undefined) return choosePatternKeys(patterns);
  const hash = createHash('sha256').update(cacheVersion);
  for (const pattern of patterns) hash.update(pattern).update('\n');
  const path = join(cacheDirectory, `keys-${name}.${hash.digest('hex').slice(0, 16)}.json`);
  const kept = readKeys(path);
  if (kept?.length === patterns.length) return kept;
  const keys = choosePatternKeys(patterns);
  replaceCachedFile(path, part => writeFileSync(part, JSON.stringify(keys)));
  return keys;
}

function readKeys(path: string): PatternKeys | undefined {
  if (!existsSync(path)) return undefined;
  try {
    return keysSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    dropCachedFile(path);
    return undefined;
  }
}

/** Each pattern is looked up by the rarest of the words that it cannot do without. */
export function choosePatternKeys(patterns: string[]): PatternKeys {
  const parser = new PatternParser();
  const read = patterns.map(pattern => requiredWords(parser.parse(pattern)));
  const counts = new Map<string, number>();
  for (const steps of read) for (const { text } of steps.flat()) counts.set(text, (counts.get(text) ?? 0) + 1);
  const commonness = (words: PatternWord[]) => words.reduce((sum, { text }) => sum + (counts.get(text) ?? 0), 0);
  return read.map(steps => {
    const [rarest = []] = steps.toSorted((a, b) => commonness(a) - commonness(b));
    return [...new Set(rarest.map(keyOf))];
  });
}

function keyOf({ text, open }: PatternWord): string {
  return `${open === 'start' || open === 'both' ? '*' : ''}${text}${open === 'end' || open === 'both' ? '*' : ''}`;
}
