/** What a file tells beside what it shows; nothing of it may be left. An invented name, and the place of the Houses of Parliament. */
export const NAME = 'Quillfeather';
const [LATITUDE, LONGITUDE] = [
  [51, 29, 58],
  [0, 7, 29],
] as const;
export const PLACE = '+51.4995-000.1248/';
/** As a photo has them: three pairs of numbers each. */
export const PLACE_BYTES = [LATITUDE, LONGITUDE].map(degrees =>
  Buffer.from(Uint32Array.from(degrees.flatMap(n => [n, 1])).buffer).swap32(),
);
export const XMP = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><dc:creator>${NAME}</dc:creator></x:xmpmeta>`;

/** Exif data: who made the photo, where, and which way up it is. */
export function exif(orientation: number): Buffer {
  const directory = (entries: [tag: number, type: number, count: number, value: number | Buffer][]) => {
    const bytes = Buffer.alloc(6 + entries.length * 12);
    bytes.writeUInt16BE(entries.length);
    for (const [index, [tag, type, count, value]] of entries.entries()) {
      const at = 2 + index * 12;
      bytes.writeUInt16BE(tag, at);
      bytes.writeUInt16BE(type, at + 2);
      bytes.writeUInt32BE(count, at + 4);
      if (typeof value === 'number')
        type === 3 ? bytes.writeUInt16BE(value, at + 8) : bytes.writeUInt32BE(value, at + 8);
      else value.copy(bytes, at + 8);
    }
    return bytes;
  };
  const [GPS, TEXT] = [62, 116];
  return Buffer.concat([
    Buffer.from('MM\0*\0\0\0\x08', 'latin1'),
    directory([
      [0x010f, 2, NAME.length + 1, TEXT],
      [0x0112, 3, 1, orientation],
      [0x013b, 2, NAME.length + 1, TEXT],
      [0x8825, 4, 1, GPS],
    ]),
    directory([
      [1, 2, 2, Buffer.from('N\0')],
      [2, 5, 3, 132],
      [3, 2, 2, Buffer.from('W\0')],
      [4, 5, 3, 156],
    ]),
    Buffer.concat([Buffer.from(`${NAME}\0`)], 16),
    ...PLACE_BYTES,
  ]);
}

/** A colour profile that names its owner. */
export function profile(): Buffer {
  const name = Buffer.concat([Buffer.from('desc\0\0\0\0'), Buffer.from(`${NAME} display`)]);
  const bytes = Buffer.alloc(144 + 20 + name.length);
  bytes.writeUInt32BE(bytes.length);
  bytes.write('\x02\x40\0\0mntrRGB XYZ ', 8, 'latin1');
  bytes.write('acsp', 36);
  bytes.writeUInt32BE(1, 128);
  bytes.write('desc', 132);
  bytes.writeUInt32BE(164, 136);
  bytes.writeUInt32BE(name.length, 140);
  name.copy(bytes, 164);
  return bytes;
}

/** Whether anything of it is in these bytes, as it stands in the file. */
export function tells(bytes: Uint8Array): boolean {
  const buffer = Buffer.from(bytes);
  return [NAME, PLACE, ...PLACE_BYTES, 'GPS'].some(told => buffer.includes(told));
}
