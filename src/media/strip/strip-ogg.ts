import { FileRefusal } from '../file-refusal.ts';
import { partOf } from './part-of.ts';

const PAGE_HEADER_BYTES = 27;
const [CONTINUES, BEGINS] = [1, 2];

interface Page {
  bytes: Buffer;
  flags: number;
  stream: number;
  /** Each packet of it, or the part that is on this page; `ends`: the packet ends here. */
  parts: { data: Buffer; ends: boolean }[];
}

/** How a sound begins, and how its comments do, which follow in the packet behind. */
const SOUNDS = [
  { head: 'OpusHead', comments: 'OpusTags', tail: Buffer.alloc(0) }, // RFC 7845 §5.2
  { head: '\x01vorbis', comments: '\x03vorbis', tail: Buffer.of(1) }, // https://xiph.org/vorbis/doc/v-comment.html
];

/**
 * An Ogg sound (Opus, Vorbis) whose comments are empty: who speaks, which program, a picture. The packet of comments keeps its length, so
 * that every page stays where it is.
 */
export function stripOgg(original: Buffer): Buffer {
  const bytes = Buffer.from(original);
  const pages = pagesIn(bytes);
  const streams = Map.groupBy(pages, ({ stream }) => stream);
  for (const stream of streams.values()) emptyComments(stream);
  for (const page of pages) writeChecksum(page.bytes);
  return bytes;
}

function pagesIn(bytes: Buffer): Page[] {
  const pages: Page[] = [];
  for (let at = 0; at < bytes.length; ) {
    if (bytes.toString('latin1', at, at + 5) !== 'OggS\0') throw new FileRefusal('damaged');
    const lacing = partOf(bytes, at + PAGE_HEADER_BYTES, bytes.readUInt8(at + 26));
    const bodyStart = at + PAGE_HEADER_BYTES + lacing.length;
    const length = lacing.reduce((sum, size) => sum + size, 0);
    const page = partOf(bytes, at, bodyStart - at + length);
    pages.push({
      bytes: page,
      flags: bytes.readUInt8(at + 5),
      stream: bytes.readUInt32LE(at + 14),
      parts: partsOf(page.subarray(bodyStart - at), lacing),
    });
    at += page.length;
  }
  return pages;
}

/** RFC 3533 §6: a packet is laid in pieces of 255 bytes, and ends with a shorter one. */
function partsOf(body: Buffer, lacing: Buffer): Page['parts'] {
  const parts: Page['parts'] = [];
  let [start, end] = [0, 0];
  for (const [index, size] of lacing.entries()) {
    end += size;
    const ends = size < 255;
    if (!ends && index < lacing.length - 1) continue;
    parts.push({ data: body.subarray(start, end), ends });
    start = end;
  }
  return parts;
}

/** Empties the second packet of a stream. @throws FileRefusal when the stream is no sound that is known. */
function emptyComments([first, ...pages]: Page[]): void {
  const head = first?.parts[0]?.data.toString('latin1') ?? '';
  const sound = SOUNDS.find(({ head: name }) => head.startsWith(name));
  if (!first || !sound || !(first.flags & BEGINS) || first.parts.length !== 1) throw new FileRefusal('unknown');
  const places: Buffer[] = [];
  let isOver = false;
  for (const page of pages) {
    if (page.flags & BEGINS) throw new FileRefusal('damaged');
    if (!isOver && Boolean(page.flags & CONTINUES) !== places.length > 0) throw new FileRefusal('damaged');
    for (const { data, ends } of page.parts) {
      if (isOver) break;
      places.push(data);
      isOver = ends;
    }
  }
  const empty = Buffer.concat([Buffer.from(sound.comments, 'latin1'), Buffer.alloc(8), sound.tail]);
  const was = Buffer.concat(places);
  if (!isOver || was.length < empty.length || !was.toString('latin1').startsWith(sound.comments))
    throw new FileRefusal('damaged');
  const padded = Buffer.concat([empty], was.length);
  for (let at = 0; places.length > 0; ) {
    const place = places.shift();
    at += place ? padded.copy(place, 0, at) : 0;
  }
}

/** RFC 3533 §6: a CRC-32 of its own kind, over the page with 0 in its place. */
function writeChecksum(page: Buffer): void {
  page.writeUInt32LE(0, 22);
  let checksum = 0;
  for (const byte of page) checksum = (checksum << 8) ^ (CHECKSUMS[(checksum >>> 24) ^ byte] ?? 0);
  page.writeUInt32LE(checksum >>> 0, 22);
}

const CHECKSUMS = Array.from({ length: 256 }, (_, byte) => {
  let value = byte << 24;
  for (let bit = 0; bit < 8; bit++) value = value & 0x80000000 ? (value << 1) ^ 0x04c11db7 : value << 1;
  return value;
});
