import { describe, expect, test } from '@jest/globals';
import { scanFile } from '../../src/media/scan-file.ts';
import { stripMetadata } from '../../src/media/strip-metadata.ts';
import { film, heic, MADE_AT, SAMPLES, TILES } from './iso-file.ts';
import { checksum, FRAMES, mp3, ogg, SOUND } from './sounds.ts';
import { NAME, tells } from './told.ts';

async function strip(bytes: Buffer) {
  expect(tells(bytes)).toBe(true);
  const type = await scanFile(bytes);
  const stripped = Buffer.from(await stripMetadata(bytes, type));
  expect(tells(stripped)).toBe(false);
  return { ...type, stripped };
}

describe('a film', () => {
  test.each([
    ['isom', ['vide', 'soun'], 'video/mp4', 'video'],
    ['qt  ', ['vide', 'soun'], 'video/quicktime', 'video'],
    ['3gp4', ['vide'], 'video/3gpp', 'video'],
    ['M4A ', ['soun'], 'audio/mp4', 'audio'],
    ['isom', ['soun'], 'audio/mp4', 'audio'],
  ] as const)(
    'of %s with %j is %s, and keeps what is seen and heard where it was',
    async (brand, handlers, mimeType, kind) => {
      const original = film({ brand, handlers: [...handlers] });
      expect(original.includes(MADE_AT)).toBe(true);
      const { stripped, ...type } = await strip(original);
      expect(type).toMatchObject({ mimeType, kind });
      expect(stripped.length).toBe(original.length);
      expect(stripped.includes(MADE_AT)).toBe(false);
      expect(stripped.includes('/Users')).toBe(false);
      for (const handler of handlers)
        expect(stripped.indexOf(SAMPLES[handler])).toBe(original.indexOf(SAMPLES[handler]));
    },
  );

  test('whose tables point beyond its end, or count further than it is long, is refused', async () => {
    const original = film({ brand: 'isom', handlers: ['vide'] });
    const type = await scanFile(original);
    const [offsets, sizes] = ['stco', 'stsz'].map(name => original.indexOf(name) + 4);
    const far = Buffer.from(original);
    far.writeUInt32BE(0xfffffff0, (offsets ?? 0) + 8);
    await expect(stripMetadata(far, type)).rejects.toMatchObject({ code: 'damaged' });
    const many = Buffer.from(original);
    many.writeUInt32BE(1, (sizes ?? 0) + 4);
    many.writeUInt32BE(0xffffffff, (sizes ?? 0) + 8);
    await expect(stripMetadata(many, type)).rejects.toMatchObject({ code: 'damaged' });
  });
});

test('a HEIC keeps every tile where it was, and what joins and turns them', async () => {
  const original = heic();
  const { stripped, mimeType } = await strip(original);
  expect(mimeType).toBe('image/heic');
  expect(stripped.length).toBe(original.length);
  for (const kept of [...TILES, Buffer.from([0, 0, 0, 1, 0, 64, 0, 32]), Buffer.from('irot\x01')]) {
    expect(original.indexOf(kept)).toBeGreaterThan(0);
    expect(stripped.indexOf(kept)).toBe(original.indexOf(kept));
  }
});

describe('an Ogg sound', () => {
  test.each([
    ['opus', 'voice'],
    ['vorbis', 'audio'],
  ] as const)('of %s says nothing of who speaks, and every page of it is whole', async (codec, kind) => {
    const original = ogg(codec);
    const { stripped, ...type } = await strip(original);
    expect(type.kind).toBe(kind);
    expect(stripped.length).toBe(original.length);
    for (const data of SOUND) expect(stripped.includes(data)).toBe(true);
    const starts = [...stripped.toString('latin1').matchAll(/OggS\0/g)].map(({ index }) => index);
    const pages = starts.map((start, index) => stripped.subarray(start, starts[index + 1]));
    expect(pages.map(page => page.readUInt32LE(22))).toEqual(pages.map(checksum));
    expect(pages.length).toBe(5);
  });
});

test('an MP3 is its frames alone', async () => {
  const { stripped } = await strip(mp3());
  expect(stripped.equals(Buffer.concat(FRAMES))).toBe(true);
  expect(stripped.includes(NAME)).toBe(false);
});
