import { deflateRawSync } from 'node:zlib';
import { expect, test } from '@jest/globals';
import { FileRefusal } from '../../src/media/file-refusal.ts';
import { FILE_BYTES_MAX, scanFile } from '../../src/media/scan-file.ts';
import { stripMetadata } from '../../src/media/strip-metadata.ts';
import { oneOfEach } from './one-of-each.ts';
import { tells } from './told.ts';

/** An archive with these files in it. */
function zip(files: Record<string, string>): Buffer {
  const entries = Object.entries(files).map(([name, text]) => {
    const data = deflateRawSync(text);
    const header = Buffer.alloc(30);
    header.write('PK\x03\x04');
    header.writeUInt16LE(20, 4);
    header.writeUInt16LE(8, 8);
    header.writeUInt32LE(data.length, 18);
    header.writeUInt32LE(text.length, 22);
    header.writeUInt16LE(name.length, 26);
    return Buffer.concat([header, Buffer.from(name), data]);
  });
  return Buffer.concat([...entries, Buffer.from('PK\x05\x06'.padEnd(22, '\0'), 'latin1')]);
}

const ofOffice = (type: string) =>
  zip({
    '[Content_Types].xml': `<Types><Override ContentType="application/${type}.main+xml"/></Types>`,
    'word/document.xml': '<w/>',
  });
const TABLE = 'vnd.openxmlformats-officedocument.wordprocessingml.document';

test('what is taken is known by its bytes, whatever it is called', async () => {
  const found = await Promise.all(
    Object.entries(await oneOfEach()).map(async ([name, bytes]) => {
      const { kind, extension } = await scanFile(bytes);
      expect(extension).toBe(name);
      return `${name} ${kind}`;
    }),
  );
  expect(found).toEqual([
    'jpg photo',
    'png photo',
    'gif photo',
    'heic photo',
    'pdf document',
    'mp4 video',
    'm4a audio',
    'ogg voice',
    'mp3 audio',
  ]);
});

test.each<[string, string, Buffer]>([
  ['nothing', 'empty', Buffer.alloc(0)],
  ['too much', 'tooLarge', Buffer.alloc(FILE_BYTES_MAX + 1)],
  ['a program for Windows', 'executable', Buffer.concat([Buffer.from('MZ'), Buffer.alloc(500)])],
  ['a program for Linux', 'executable', Buffer.concat([Buffer.from('\x7fELF\x02\x01\x01'), Buffer.alloc(500)])],
  ['an app', 'executable', zip({ 'AndroidManifest.xml': 'x', 'classes.dex': 'x' })],
  ['a program for Java', 'executable', zip({ 'META-INF/MANIFEST.MF': 'Main-Class: x' })],
  ['a script', 'executable', Buffer.from('#!/bin/sh\nrm -rf /')],
  ['an archive', 'archive', zip({ 'letter.pdf': '%PDF-1.7' })],
  ['another archive', 'archive', Buffer.concat([Buffer.from("7z\xbc\xaf'\x1c", 'latin1'), Buffer.alloc(500)])],
  ['a page', 'webPage', Buffer.from('<!doctype html><script>alert(1)</script>')],
  ['a page behind a mark of its encoding', 'webPage', Buffer.from('\ufeff  <HTML><body>', 'utf16le')],
  ['a drawing that can run scripts', 'webPage', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="x"/>')],
  [
    'a drawing that says it is XML',
    'webPage',
    Buffer.from('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>'),
  ],
  ['a letter of Word', 'office', ofOffice(TABLE)],
  ['a letter with macros', 'macros', ofOffice('vnd.ms-word.document.macroEnabled')],
  ['an old letter of Word', 'office', Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(1000)])],
  ['plain words', 'unknown', Buffer.from('hello')],
  ['a film of another kind', 'unknown', Buffer.from('1a45dfa39342868101428581014287847765626d', 'hex')],
])('%s is refused as %s', async (_, code, bytes) => {
  await expect(scanFile(bytes)).rejects.toMatchObject({ name: 'FileRefusal', code });
});

const read = async (bytes: Buffer) => stripMetadata(bytes, await scanFile(bytes)).catch((error: unknown) => error);

test('a file that is cut off anywhere is refused with a reason, or tells nothing', async () => {
  for (const [name, bytes] of Object.entries(await oneOfEach())) {
    const whole = await read(bytes);
    expect([name, whole]).toEqual([name, expect.any(Uint8Array)]);
    const step = Math.max(1, Math.floor(bytes.length / 97));
    for (let length = 1; length < bytes.length; length += step) {
      const cut = await scanFile(bytes.subarray(0, length))
        .then(type => stripMetadata(bytes.subarray(0, length), type))
        .catch((error: unknown) => error);
      if (cut instanceof Uint8Array) expect([name, length, tells(cut)]).toEqual([name, length, false]);
      else expect([name, length, cut]).toEqual([name, length, expect.any(FileRefusal)]);
    }
  }
});

test('a file with a broken byte anywhere is read or refused, never more', async () => {
  for (const [name, bytes] of Object.entries(await oneOfEach())) {
    const type = await scanFile(bytes);
    const step = Math.max(1, Math.floor(bytes.length / 211));
    for (let at = 0; at < bytes.length; at += step) {
      for (const value of [0, 0x7f, 0xff]) {
        const broken = Buffer.from(bytes);
        broken[at] = value;
        const result = await stripMetadata(broken, type).catch((error: unknown) => error);
        const isFine = result instanceof Uint8Array || result instanceof FileRefusal;
        expect([name, at, value, isFine]).toEqual([name, at, value, true]);
      }
    }
  }
});
