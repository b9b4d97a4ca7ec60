import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { calibrateShard } from './calibrate-shard.ts';
import type { Concepts } from './concepts.ts';
import { extractFeatures } from './features.ts';
import { words } from './normalise.ts';
import type { SearchSource } from './search-source.ts';
import { type ShardText, trainShard } from './shard.ts';
import { type CalibratedShard, readShard, writeShard } from './shard-file.ts';

/** The shard of a language that the source has texts in. */
export type ShardStore = (language: string) => CalibratedShard;

/** Raised when the features or the shape of a shard change, so that older caches are left aside. */
const cacheVersion = '7';

/** Trains what the cache does not hold; what it holds is read when first asked for. */
export function openShardStore(source: SearchSource, concepts: Concepts, cacheDirectory?: string): ShardStore {
  const loaded = new Map<string, CalibratedShard>();
  const pathOf = shardPaths(source, cacheDirectory);

  const shardOf: ShardStore = language => {
    const known = loaded.get(language);
    if (known) return known;
    const path = pathOf(language);
    const kept = path === undefined ? undefined : readShard(path);
    const shard = kept ?? trainCalibrated(source, concepts, language, () => shardOf('en'));
    if (path !== undefined && !kept) writeShard(path, shard);
    loaded.set(language, shard);
    return shard;
  };
  for (const language of source.languages) if (!existsSync(pathOf(language) ?? '')) shardOf(language);
  return shardOf;
}

function trainCalibrated(
  source: SearchSource,
  concepts: Concepts,
  language: string,
  english: () => CalibratedShard,
): CalibratedShard {
  const cards = new Map(source.ids.map((id, number) => [id, number]));
  const asked = source.texts(language).map(({ cardId, text, weight }) => ({ card: cards.get(cardId), text, weight }));
  const background = (source.background.get(language) ?? []).map(text => ({ card: undefined, text, weight: 1 }));
  const texts: ShardText[] = [...asked, ...background].map(({ card, text, weight }) => ({
    card,
    weight,
    features: extractFeatures(words(text), language, concepts),
  }));
  const shard = trainShard(texts, source.ids.length);
  return { shard, calibration: calibrateShard(shard, texts, language === 'en' ? shard : english().shard) };
}

/** Where each language's shard is kept; the name changes with anything that the shard is made from. */
function shardPaths(
  source: SearchSource,
  cacheDirectory: string | undefined,
): (language: string) => string | undefined {
  if (cacheDirectory === undefined) return () => undefined;
  const shared = digest([
    cacheVersion,
    source.ids,
    source.fingerprint('en'),
    [...source.conceptForms],
    source.background.get('en'),
  ]);
  return language => {
    const own = digest([shared, source.fingerprint(language), source.background.get(language)]);
    return join(cacheDirectory, `shard.${language}.${own}.bin`);
  };
}

function digest(parts: unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16);
}
