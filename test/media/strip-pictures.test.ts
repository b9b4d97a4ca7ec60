import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { scanFile } from '../../src/media/scan-file.ts';
import { stripMetadata } from '../../src/media/strip-metadata.ts';
import { launchBrowser } from '../e2e/browser.ts';
import { gif, tellingJpeg, tellingPng, tellingWebp } from './pictures.ts';
import { tells } from './told.ts';

const SIZE = { width: 40, height: 24 };
let browser: Browser;
let page: Page;
/** Of the same picture, by type. */
let plain: Map<string, Buffer>;

/** Draws a picture and gives it as each type. Runs in the browser. */
const DRAW = `async ({ width, height }, types) => {
  const canvas = new OffscreenCanvas(width, height);
  const pen = canvas.getContext('2d');
  for (let x = 0; x < width; x += 4) {
    pen.fillStyle = 'hsl(' + x * 9 + ' 80% 50%)';
    pen.fillRect(x, 0, 4, x);
  }
  const blobs = await Promise.all(types.map(type => canvas.convertToBlob({ type })));
  return Promise.all(blobs.map(async blob => [...new Uint8Array(await blob.arrayBuffer())]));
}`;
/** What a person sees: the size as it is shown, and every pixel. Runs in the browser. */
const LOOK = `async (bytes, type) => {
  const blob = new Blob([new Uint8Array(bytes)], { type });
  const picture = await createImageBitmap(blob, { colorSpaceConversion: 'none' });
  const pen = new OffscreenCanvas(picture.width, picture.height).getContext('2d');
  pen.drawImage(picture, 0, 0);
  const { width, height, data } = pen.getImageData(0, 0, picture.width, picture.height);
  return { width, height, data: [...data] };
}`;

const inBrowser = <T>(code: string, ...values: unknown[]): Promise<T> =>
  page.evaluate<T>(`(${code})(${values.map(value => JSON.stringify(value)).join()})`);
const pixels = (bytes: Uint8Array, type: string) =>
  inBrowser<{ width: number; height: number; data: number[] }>(LOOK, [...bytes], type);

beforeAll(async () => {
  browser = await launchBrowser();
  page = await browser.newPage();
  const types = ['image/jpeg', 'image/png', 'image/webp'];
  const drawn = await inBrowser<number[][]>(DRAW, SIZE, types);
  plain = new Map(drawn.map((bytes, index) => [types[index] ?? '', Buffer.from(bytes)]));
}, 60_000);
afterAll(() => browser.close());

const strip = async (bytes: Buffer) => stripMetadata(bytes, await scanFile(bytes));

describe.each([
  ['image/jpeg', tellingJpeg],
  ['image/png', tellingPng],
  ['image/webp', (bytes: Buffer, orientation: number) => tellingWebp(bytes, orientation, SIZE)],
] as const)('%s', (type, telling) => {
  test.each([1, 6])(
    'tells neither name nor place any more, and looks the same to the last pixel, orientation %i',
    async orientation => {
      const original = telling(plain.get(type) ?? Buffer.alloc(0), orientation);
      expect(tells(original)).toBe(true);
      const stripped = await strip(original);
      expect(tells(stripped)).toBe(false);
      const seen = await pixels(stripped, type);
      expect(seen).toEqual(await pixels(original, type));
      expect(new Set(seen.data).size).toBeGreaterThan(5);
      if (type === 'image/jpeg') expect(seen.width).toBe(orientation === 6 ? SIZE.height : SIZE.width);
    },
  );

  test('that tells nothing stays as it is, and stripping twice changes nothing more', async () => {
    const bytes = plain.get(type) ?? Buffer.alloc(0);
    expect(await pixels(await strip(bytes), type)).toEqual(await pixels(bytes, type));
    const once = await strip(telling(bytes, 6));
    expect(await strip(Buffer.from(once))).toEqual(once);
  });
});

test('image/webp says itself what is in it, and what is not any more', async () => {
  const says = (bytes: Uint8Array) => (bytes[20] ?? 0) & 0x2c; // a profile, Exif, XMP
  const original = (orientation: number) => tellingWebp(plain.get('image/webp') ?? Buffer.alloc(0), orientation, SIZE);
  expect(says(original(1))).toBe(0x2c);
  expect(says(await strip(original(1)))).toBe(0x20);
  expect(says(await strip(original(6)))).toBe(0x28);
});

test('image/gif tells nothing any more, looks the same, and still begins anew', async () => {
  const stripped = await strip(gif({ telling: true }));
  expect(Buffer.from(stripped)).toEqual(gif({ telling: false }));
  expect(await pixels(stripped, 'image/gif')).toEqual({ width: 2, height: 1, data: [255, 0, 0, 255, 255, 0, 0, 255] });
});
