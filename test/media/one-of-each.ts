import { PDFDocument } from '@cantoo/pdf-lib';
import { film, heic } from './iso-file.ts';
import { gif, pngChunk, tellingJpeg, tellingPng } from './pictures.ts';
import { mp3, ogg } from './sounds.ts';
import { NAME } from './told.ts';

/** One red point, as a JPEG. */
export const RED_POINT = Buffer.from(
  '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAMCAgMCAgMDAwMEAwMEBQgFBQQEBQoHBwYIDAoMDAsKCwsNDhIQDQ4RDgsLEBYQERMUFRUVDA8XGBYUGBIUFRT/wAALCAABAAEBAREA/8QAHwAAAQUBAQEBAQEAAAAAAAAAAAECAwQFBgcICQoL/8QAtRAAAgEDAwIEAwUFBAQAAAF9AQIDAAQRBRIhMUEGE1FhByJxFDKBkaEII0KxwRVS0fAkM2JyggkKFhcYGRolJicoKSo0NTY3ODk6Q0RFRkdISUpTVFVWV1hZWmNkZWZnaGlqc3R1dnd4eXqDhIWGh4iJipKTlJWWl5iZmqKjpKWmp6ipqrKztLW2t7i5usLDxMXGx8jJytLT1NXW19jZ2uHi4+Tl5ufo6erx8vP09fb3+Pn6/9oACAEBAAA/APn+v//Z',
  'base64',
);

/** One file of each kind that is taken, each telling what it may not; a WebP needs a browser to make. */
export async function oneOfEach(): Promise<Record<string, Buffer>> {
  const png = Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    pngChunk('IHDR', Buffer.from('00000001000000010800000000', 'hex')),
    pngChunk('IDAT', Buffer.from('789c6360000000020001', 'hex')),
    pngChunk('IEND', Buffer.alloc(0)),
  ]);
  const letter = await PDFDocument.create();
  letter.addPage();
  letter.setAuthor(NAME);
  return {
    jpg: tellingJpeg(RED_POINT, 6),
    png: tellingPng(png, 6),
    gif: gif({ telling: true }),
    heic: heic(),
    pdf: Buffer.from(await letter.save({ useObjectStreams: false })),
    mp4: film({ brand: 'isom', handlers: ['vide', 'soun'] }),
    m4a: film({ brand: 'M4A ', handlers: ['soun'] }),
    ogg: ogg('opus'),
    mp3: mp3(),
  };
}
