import { deflateSync } from 'node:zlib';
import { expect, test } from '@jest/globals';
import { cleanFile } from '../../src/media/clean-file.ts';
import { oneOfEach } from './one-of-each.ts';
import { tells } from './told.ts';

test('every kind of file comes out clean, by its own type, and a bad one as a reason', async () => {
  const files = Object.entries(await oneOfEach());
  const cleaned = await Promise.all(files.map(([, bytes]) => cleanFile(bytes)));
  for (const [index, result] of cleaned.entries()) {
    if (!('file' in result)) throw new Error(`Refused as ${result.refused}: ${files[index]?.[0]}.`);
    expect(result.file.extension).toBe(files[index]?.[0]);
    expect(tells(result.file.bytes)).toBe(false);
  }
  expect(await cleanFile(Buffer.from('#!/bin/sh'))).toEqual({ refused: 'executable' });
  expect(await cleanFile(Buffer.alloc(0))).toEqual({ refused: 'empty' });
});

/** A PDF with an object of these bytes. */
function pdf(object: Buffer): Buffer {
  const pages = '2 0 obj\n<</Type/Pages/Count 1/Kids[4 0 R]>>\nendobj\n4 0 obj\n<</Type/Page/Parent 2 0 R>>\nendobj\n';
  return Buffer.concat([
    Buffer.from(`%PDF-1.5\n1 0 obj\n<</Type/Catalog/Pages 2 0 R/X 3 0 R>>\nendobj\n${pages}3 0 obj\n`),
    object,
    Buffer.from('\nendobj\ntrailer\n<</Root 1 0 R>>\n%%EOF'),
  ]);
}

function stream(entries: string, data: Buffer): Buffer {
  return pdf(
    Buffer.concat([Buffer.from(`<<${entries}/Length ${data.length}>>\nstream\n`), data, Buffer.from('\nendstream')]),
  );
}

test('a file that was made to eat all memory is refused, and the next one is read', async () => {
  const zeros = deflateSync(Buffer.alloc(200_000_000, '1 '));
  const heapBefore = process.memoryUsage().rss;
  const results = await Promise.all([
    cleanFile(pdf(Buffer.from(`[${'1 '.repeat(9_000_000)}]`))),
    cleanFile(stream('/Type/ObjStm/N 99999999/First 10/Filter/FlateDecode', zeros)),
    cleanFile(stream('/Type/ObjStm/N 9/First 10/Filter[/FlateDecode/FlateDecode]', deflateSync(zeros))),
    cleanFile(pdf(Buffer.alloc(1_000_000, '['))),
  ]);
  for (const result of results) expect(result).toEqual({ refused: expect.any(String) });
  expect(process.memoryUsage().rss - heapBefore).toBeLessThan(1_000_000_000);
  expect(await cleanFile((await oneOfEach()).jpg ?? Buffer.alloc(0))).toHaveProperty('file');
});
