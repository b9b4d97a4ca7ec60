import { FileRefusal } from '../file-refusal.ts';
import { cleanColourProfile } from './clean-colour-profile.ts';
import { orientationAlone, readOrientation } from './orientation.ts';
import { partOf } from './part-of.ts';

const HEADER_BYTES = 12;
const CHUNK_HEADER_BYTES = 8;
/** RFC 9649 §2.7: what a picture, also a moving one, is made of. */
const PICTURE_CHUNKS = new Set(['VP8 ', 'VP8L', 'ALPH', 'ANIM']);
const FRAME_HEADER_BYTES = 16;
/** Flags of VP8X. */
const [HAS_PROFILE, HAS_EXIF, HAS_XMP] = [0x20, 0x08, 0x04];

interface Chunk {
  type: string;
  data: Buffer;
}

/** A WebP with nothing but its picture, its colours and its orientation. */
export function stripWebp(bytes: Buffer): Buffer {
  const chunks = chunksIn(partOf(bytes, HEADER_BYTES, bytes.readUInt32LE(4) - 4));
  const exif = chunks.find(({ type }) => type === 'EXIF');
  const orientation = exif ? readOrientation(exif.data) : 1;
  const kept = chunks.flatMap(keep);
  if (!kept.some(({ type }) => type === 'VP8 ' || type === 'VP8L' || type === 'ANMF')) throw new FileRefusal('damaged');
  if (orientation !== 1) kept.push({ type: 'EXIF', data: orientationAlone(orientation) });
  const hasProfile = kept.some(({ type }) => type === 'ICCP');
  const body = Buffer.concat(
    kept.map(({ type, data }) =>
      write({ type, data: type === 'VP8X' ? flagged(data, hasProfile, orientation !== 1) : data }),
    ),
  );
  const header = Buffer.from('RIFF\0\0\0\0WEBP', 'latin1');
  header.writeUInt32LE(body.length + 4, 4);
  return Buffer.concat([header, body]);
}

function chunksIn(bytes: Buffer): Chunk[] {
  const chunks: Chunk[] = [];
  for (let at = 0; at < bytes.length; ) {
    const data = partOf(bytes, at + CHUNK_HEADER_BYTES, bytes.readUInt32LE(at + 4));
    chunks.push({ type: bytes.toString('latin1', at, at + 4), data });
    at += CHUNK_HEADER_BYTES + data.length + (data.length % 2);
  }
  return chunks;
}

function keep(chunk: Chunk): Chunk[] {
  const { type, data } = chunk;
  if (type === 'VP8X') return [{ type, data: partOf(data, 0, 10) }];
  if (PICTURE_CHUNKS.has(type)) return [chunk];
  if (type === 'ICCP') {
    const cleaned = cleanColourProfile(data);
    return cleaned ? [{ type, data: cleaned }] : [];
  }
  if (type !== 'ANMF') return [];
  const frame = chunksIn(data.subarray(FRAME_HEADER_BYTES)).filter(({ type }) => PICTURE_CHUNKS.has(type));
  return [{ type, data: Buffer.concat([partOf(data, 0, FRAME_HEADER_BYTES), ...frame.map(write)]) }];
}

function flagged(data: Buffer, hasProfile: boolean, hasExif: boolean): Buffer {
  const flags = (data[0] ?? 0) & ~(HAS_PROFILE | HAS_EXIF | HAS_XMP);
  return Buffer.concat([
    Buffer.of(flags | (hasProfile ? HAS_PROFILE : 0) | (hasExif ? HAS_EXIF : 0)),
    data.subarray(1),
  ]);
}

function write({ type, data }: Chunk): Buffer {
  const header = Buffer.from(`${type}\0\0\0\0`, 'latin1');
  header.writeUInt32LE(data.length, 4);
  return Buffer.concat([header, data, Buffer.alloc(data.length % 2)]);
}
