import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openKnowledge } from '../../src/knowledge/open-knowledge.ts';
import { generateLocales } from '../bench/generated-locales.ts';

let directory: string;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'open-knowledge-'));
});
afterAll(() => rmSync(directory, { recursive: true }));

test('a fault that the learning process finds ends the start, and is told with its file and remedy', () => {
  const [locales, cache] = [join(directory, 'locales'), join(directory, 'cache')];
  generateLocales(locales, 3, 1);
  const examples = join(locales, 'en', 'crisis-examples.json');
  writeFileSync(examples, readFileSync(examples, 'utf8').replace('{', '{ "no_such_kind": [],'));
  let waits = 0;
  expect(() => openKnowledge(locales, cache, () => waits++)).toThrow(
    /en\/crisis-examples\.json: .*no_such_kind.*Correct it/,
  );
  expect(waits).toBe(1);
});
