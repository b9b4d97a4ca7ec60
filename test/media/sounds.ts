import { NAME } from './told.ts';

/** The data of a sound, page by page. */
export const SOUND = [Buffer.alloc(300, 'hello '), Buffer.alloc(500, 'there ')];

/** A voice note, or music; its comments are longer than a page. */
export function ogg(kind: 'opus' | 'vorbis'): Buffer {
  const isOpus = kind === 'opus';
  const comment = `ARTIST=${NAME.repeat(6000)}`;
  const length = (value: number) => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32LE(value);
    return bytes;
  };
  const comments = Buffer.concat([
    Buffer.from(isOpus ? 'OpusTags' : '\x03vorbis', 'latin1'),
    length(NAME.length),
    Buffer.from(NAME),
    length(1),
    length(comment.length),
    Buffer.from(comment),
    Buffer.of(1),
  ]);
  const head = Buffer.concat([Buffer.from(isOpus ? 'OpusHead\x01\x01' : '\x01vorbis', 'latin1'), Buffer.alloc(20)]);
  // Each page holds 255 pieces of 255 bytes at most.
  const pageBytes = 255 * 255;
  return Buffer.concat([
    page(0, 2, [head]),
    page(1, 0, [comments.subarray(0, pageBytes)], false),
    page(2, 1, [comments.subarray(pageBytes), ...(isOpus ? [] : [Buffer.from('\x05vorbis')])]),
    ...SOUND.map((data, index) => page(index + 3, index === SOUND.length - 1 ? 4 : 0, [data])),
  ]);
}

function page(sequence: number, flags: number, packets: Buffer[], ends = true): Buffer {
  const lacing = packets.flatMap(({ length }) => [
    ...Array.from({ length: Math.floor(length / 255) }, () => 255),
    ...(ends ? [length % 255] : []),
  ]);
  const header = Buffer.alloc(27);
  header.write('OggS');
  header[5] = flags;
  header.writeUInt32LE(77, 14);
  header.writeUInt32LE(sequence, 18);
  header[26] = lacing.length;
  const bytes = Buffer.concat([header, Buffer.from(lacing), ...packets]);
  bytes.writeUInt32LE(checksum(bytes), 22);
  return bytes;
}

/** The checksum of an Ogg page, bit by bit. */
export function checksum(page: Buffer): number {
  let value = 0;
  for (const [index, byte] of page.entries()) {
    value ^= (index >= 22 && index < 26 ? 0 : byte) << 24;
    for (let bit = 0; bit < 8; bit++) value = value & 0x80000000 ? (value << 1) ^ 0x04c11db7 : value << 1;
  }
  return value >>> 0;
}

/** Frames of 128 kbit/s at 44.1 kHz: 417 bytes each. */
export const FRAMES = [1, 2, 3].map(fill =>
  Buffer.concat([Buffer.of(0xff, 0xfb, 0x90, 0x00), Buffer.alloc(413, fill)]),
);

export function mp3(): Buffer {
  const tag = Buffer.concat([Buffer.from('TPE1\0\0\0\x0d\0\0\0'), Buffer.from(NAME)]);
  return Buffer.concat([
    Buffer.from('ID3\x03\0\0\0\0\0', 'latin1'),
    Buffer.of(tag.length),
    tag,
    ...FRAMES.slice(0, 2),
    Buffer.from(`between: ${NAME}`),
    ...FRAMES.slice(2),
    Buffer.from(`APETAGEX${NAME}`),
    Buffer.concat([Buffer.from(`TAG${NAME}`)], 128),
  ]);
}
