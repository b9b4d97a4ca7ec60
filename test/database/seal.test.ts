import { randomBytes } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { Seal, SealError } from '../../src/database/seal.ts';

const [older, newer] = [randomBytes(32), randomBytes(32)];

test('a sealed value opens to what it was, and shows nothing of it', () => {
  const seal = new Seal([newer]);
  const sealed = seal.seal({ text: 'Quillfeather' });
  expect(seal.open(sealed)).toEqual({ text: 'Quillfeather' });
  expect(Buffer.from(sealed).includes('Quillfeather')).toBe(false);
});

test('bytes come back as they were, without being larger for it, and cannot be taken for a value', () => {
  const seal = new Seal([newer]);
  const bytes = randomBytes(1000);
  const sealed = seal.seal(bytes);
  expect(Buffer.compare(seal.open(sealed) as Buffer, bytes)).toBe(0);
  expect(sealed.length).toBeLessThan(1050);
  for (const [value, format] of [
    [Buffer.from('"words"'), 1],
    ['words', 2],
  ] as const) {
    const disguised = seal.seal(value);
    disguised[0] = format;
    expect(() => seal.open(disguised)).toThrow(SealError);
  }
});

test('the same value is sealed differently each time', () => {
  const seal = new Seal([newer]);
  expect(Buffer.from(seal.seal('x')).equals(Buffer.from(seal.seal('x')))).toBe(false);
});

test('keys rotate: an older value opens while its key is listed, and is known to be stale', () => {
  const sealed = new Seal([older]).seal('kept');
  const rotated = new Seal([newer, older]);
  expect(rotated.open(sealed)).toBe('kept');
  expect(rotated.isStale(sealed)).toBe(true);
  expect(rotated.isStale(rotated.seal('kept'))).toBe(false);
});

test('a value whose key is gone is refused by the name of the key, with what to do', () => {
  const sealed = new Seal([older]).seal('lost');
  expect(() => new Seal([newer]).open(sealed)).toThrow(/sealed with the key [0-9a-f]{16}: add that key to SEAL_KEY/);
});

test('a value that was changed is refused', () => {
  const seal = new Seal([newer]);
  const sealed = seal.seal('untouched');
  sealed[sealed.length - 1] = (sealed.at(-1) ?? 0) ^ 1;
  expect(() => seal.open(sealed)).toThrow(SealError);
});

test.each([[[]], [[randomBytes(16)]]])('keys that cannot seal are refused with how to make one', keys => {
  expect(() => new Seal(keys)).toThrow(/openssl rand -base64 32/);
});
