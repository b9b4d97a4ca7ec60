import { exif, NAME, PLACE, profile, XMP } from './told.ts';

/** A box of the ISO base media file format. */
export function box(type: string, ...parts: (Buffer | string)[]): Buffer {
  const data = Buffer.concat(parts.map(part => (typeof part === 'string' ? Buffer.from(part, 'latin1') : part)));
  const header = Buffer.alloc(8);
  header.writeUInt32BE(data.length + 8);
  header.write(type, 4, 'latin1');
  return Buffer.concat([header, data]);
}

export const u32 = (...values: number[]) => {
  const bytes = Buffer.alloc(values.length * 4);
  for (const [index, value] of values.entries()) bytes.writeUInt32BE(value, index * 4);
  return bytes;
};
export const u16 = (...values: number[]) => {
  const bytes = Buffer.alloc(values.length * 2);
  for (const [index, value] of values.entries()) bytes.writeUInt16BE(value, index * 2);
  return bytes;
};

/** Seconds since 1904. */
export const MADE_AT = u32(3_786_825_600);
/** What is seen and heard. */
export const SAMPLES = { vide: Buffer.alloc(64, 'pictures'), soun: Buffer.alloc(48, 'sounds') };
const WHERE = Buffer.from(`${PLACE} where the camera was, every second`);

/** A film, or a sound alone, with everything that a phone writes beside it. */
export function film({ brand, handlers }: { brand: string; handlers: ('vide' | 'soun')[] }): Buffer {
  const start = 48;
  const parts = [...handlers.map(handler => SAMPLES[handler]), WHERE, Buffer.from(NAME)];
  const offsets = parts.map((_, index) => start + parts.slice(0, index).reduce((sum, { length }) => sum + length, 0));
  const tracks = [...handlers, 'meta'].map((handler, index) =>
    track(handler, offsets[index] ?? 0, parts[index]?.length ?? 0),
  );
  const top = box('ftyp', brand, u32(0), brand);
  const free = box('free', Buffer.alloc(start - 8 - 8 - top.length));
  return Buffer.concat([
    top,
    free,
    box('mdat', ...parts),
    box(
      'moov',
      box('mvhd', u32(0), MADE_AT, MADE_AT, u32(1000, 1000), Buffer.alloc(80)),
      ...tracks,
      box('udta', box('\xa9xyz', u16(PLACE.length, 0), PLACE), box('\xa9nam', NAME)),
      box('meta', u32(0), box('ilst', NAME)),
    ),
    box('uuid', Buffer.alloc(16, 1), XMP),
    box('free', NAME),
  ]);
}

function track(handler: string, offset: number, size: number): Buffer {
  return box(
    'trak',
    box('tkhd', u32(0), MADE_AT, MADE_AT, u32(1), Buffer.alloc(68)),
    box('udta', box('name', NAME)),
    box(
      'mdia',
      box('mdhd', u32(0), MADE_AT, MADE_AT, u32(1000, 1000, 0)),
      box('hdlr', u32(0, 0), handler, Buffer.alloc(12), `${NAME}\0`),
      box(
        'minf',
        box('dinf', box('dref', u32(0, 1), box('alis', u32(1), `/Users/${NAME}/film`))),
        box(
          'stbl',
          box('stsd', u32(0, 0)),
          box('stsz', u32(0, 0, 2, size - 8, 8)),
          box('stsc', u32(0, 1, 1, 2, 1)),
          box('stco', u32(0, 1, offset)),
        ),
      ),
    ),
  );
}

/** What the picture of a HEIC is made of. */
export const TILES = [Buffer.alloc(40, 'tile one'), Buffer.alloc(56, 'tile two')];

/** A photo as a phone takes it: two tiles, a grid that joins them, Exif, XMP, and what nobody points at. */
export function heic(): Buffer {
  const items: [type: string, data: Buffer, within: number][] = [
    ...TILES.map((tile): [string, Buffer, number] => ['hvc1', tile, 0]),
    ['grid', Buffer.from([0, 0, 0, 1, 0, 64, 0, 32]), 1],
    ['Exif', Buffer.concat([u32(0), exif(6)]), 0],
    ['mime', Buffer.from(XMP), 0],
  ];
  const top = box('ftyp', 'heic', u32(0), 'heicmif1');
  const write = (dataStart: number) => {
    let at = dataStart;
    const places = items.map(([, data, within], index) => {
      const start = within === 1 ? 0 : at;
      if (within === 0) at += data.length;
      return Buffer.concat([u16(index + 1, within, 0, 1), u32(start, data.length)]);
    });
    return box(
      'meta',
      u32(0),
      box('hdlr', u32(0, 0), 'pict', Buffer.alloc(12), `${NAME}\0`),
      box('pitm', u32(0), u16(3)),
      box(
        'iinf',
        u32(0),
        u16(items.length),
        ...items.map(([type], index) =>
          box(
            'infe',
            u32(0x02000000),
            u16(index + 1, 0),
            type,
            type === 'mime' ? '\0application/rdf+xml\0' : `${NAME}\0`,
          ),
        ),
      ),
      box('iloc', u32(0x01000000), u16(0x4400, items.length), ...places),
      box(
        'iprp',
        box('ipco', box('irot', Buffer.of(1)), box('colr', 'prof', profile()), box('udes', u32(0), `en\0${NAME}\0`)),
        box('ipma', u32(0, 0)),
      ),
      box('idat', Buffer.from([0, 0, 0, 1, 0, 64, 0, 32]), NAME),
    );
  };
  const dataStart = top.length + write(0).length + 8;
  const stored = items.filter(([, , within]) => within === 0).map(([, data]) => data);
  return Buffer.concat([top, write(dataStart), box('mdat', ...stored, NAME), box('uuid', Buffer.alloc(16), XMP)]);
}
