import { mkdtempSync, readdirSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { compileConcepts } from '../../src/knowledge/concepts.ts';
import type { SearchSource } from '../../src/knowledge/search-source.ts';
import { openShardStore } from '../../src/knowledge/shard-store.ts';

const cacheDirectory = mkdtempSync(join(tmpdir(), 'shards-'));
afterAll(() => rmSync(cacheDirectory, { recursive: true }));

const source: SearchSource = {
  ids: ['A', 'B'],
  languages: ['en'],
  texts: () => [
    { cardId: 'A', text: 'red apple', weight: 1 },
    { cardId: 'A', text: 'red apple please', weight: 1 },
    { cardId: 'B', text: 'blue train', weight: 1 },
    { cardId: 'B', text: 'blue train please', weight: 1 },
  ],
  fingerprint: () => 'small',
  conceptForms: new Map(),
  background: new Map(),
};

test('a start from a damaged cache learns anew what was lost', () => {
  const open = () => openShardStore(source, compileConcepts(source.conceptForms), cacheDirectory)('en').shard;
  const first = open();
  const [name = ''] = readdirSync(cacheDirectory);
  truncateSync(join(cacheDirectory, name), 100);
  expect(open()).toEqual(first);
  expect(open()).toEqual(first);
});
