import { existsSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from '@jest/globals';
import { readTypedArrays, writeTypedArrays } from '../../src/knowledge/typed-array-file.ts';

const directory = mkdtempSync(join(tmpdir(), 'arrays-'));
const path = join(directory, 'numbers.1.bin');
beforeEach(() => writeTypedArrays(path, { unit: 'g' }, { weights: new Float32Array([1.5, 2.5]) }));
afterAll(() => rmSync(directory, { recursive: true }));

test('what was written is read back', () => {
  const file = readTypedArrays(path);
  expect(file?.meta).toEqual({ unit: 'g' });
  expect(file?.array('weights', 'Float32Array')).toEqual(new Float32Array([1.5, 2.5]));
});

test.each([
  ['was cut off', () => truncateSync(path, 40)],
  ['is empty', () => truncateSync(path, 0)],
  ['is something else', () => writeFileSync(path, 'something else altogether')],
  [
    'has one bit changed',
    () => {
      const bytes = readFileSync(path);
      bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
      writeFileSync(path, bytes);
    },
  ],
])('a file that %s is deleted, so that it is learnt anew', (_, damage) => {
  damage();
  expect(readTypedArrays(path)).toBeUndefined();
  expect(existsSync(path)).toBe(false);
});

test('a cache that cannot be written to is named, with what to do', () => {
  expect(() => writeTypedArrays(join(path, 'below-a-file', 'numbers.1.bin'), {}, {})).toThrow(
    /cannot be written to \(ENOTDIR\).*set CACHE_DIR/,
  );
});
