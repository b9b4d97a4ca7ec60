import type { FileType } from '../messages/file.ts';
import { FileRefusal } from './file-refusal.ts';
import { stripGif } from './strip/strip-gif.ts';
import { stripHeic } from './strip/strip-heic.ts';
import { stripIsoMedia } from './strip/strip-iso-media.ts';
import { stripJpeg } from './strip/strip-jpeg.ts';
import { stripMp3 } from './strip/strip-mp3.ts';
import { stripOgg } from './strip/strip-ogg.ts';
import { stripPng } from './strip/strip-png.ts';
import { stripWebp } from './strip/strip-webp.ts';

type Strip = (bytes: Buffer) => Buffer | Promise<Buffer>;

/** A PDF's reader costs 10 MB of memory: it is loaded when one comes. */
const stripPdf: Strip = async bytes => (await import('./strip/strip-pdf.ts')).stripPdf(bytes);

const STRIPS: Record<string, Strip> = {
  jpg: stripJpeg,
  png: stripPng,
  webp: stripWebp,
  gif: stripGif,
  heic: stripHeic,
  heif: stripHeic,
  pdf: stripPdf,
  ogg: stripOgg,
  mp3: stripMp3,
  m4a: stripIsoMedia,
  mp4: stripIsoMedia,
  mov: stripIsoMedia,
  '3gp': stripIsoMedia,
};

/**
 * A file without what it tells beside what it shows: where and when it was made, by whom, with what. Pictures and sounds stay as they are,
 * bit by bit. Whatever a stripper does not know goes, so that nothing can hide.
 *
 * @throws FileRefusal when it cannot be read to its end, and so not be cleaned for certain.
 */
export async function stripMetadata(bytes: Uint8Array, { extension }: FileType): Promise<Uint8Array<ArrayBuffer>> {
  const strip = STRIPS[extension];
  if (!strip) throw new FileRefusal('unknown');
  try {
    const stripped = await strip(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
    return Uint8Array.from(stripped);
  } catch (error) {
    // A reader that runs over the end of a broken file: no fault of the reader's.
    throw error instanceof FileRefusal ? error : new FileRefusal('damaged');
  }
}
