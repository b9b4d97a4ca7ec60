import { FileRefusal } from '../file-refusal.ts';
import { cleanColourProfile } from './clean-colour-profile.ts';
import { orientationAlone, readOrientation } from './orientation.ts';
import { partOf } from './part-of.ts';

const [SOI, EOI, SOS, APP0, APP1, APP2, APP14] = [0xd8, 0xd9, 0xda, 0xe0, 0xe1, 0xe2, 0xee];
/** ITU T.81 table B.1: frames, tables and scans. Whatever else there is, is about the picture. */
const PICTURE_MARKERS = new Set([
  0xc0, 0xc1, 0xc2, 0xc3, 0xc4, 0xc5, 0xc6, 0xc7, 0xc9, 0xca, 0xcb, 0xcc, 0xcd, 0xce, 0xcf,
]);
for (const marker of [0xdb, 0xdc, 0xdd, 0xde, 0xdf]) PICTURE_MARKERS.add(marker);
const [JFIF, EXIF, ICC, ADOBE] = ['JFIF\0', 'Exif\0\0', 'ICC_PROFILE\0', 'Adobe'];
const JFIF_BYTES = 14;
const ADOBE_BYTES = 12;
const ICC_HEADER_BYTES = ICC.length + 2;

interface Segment {
  marker: number;
  data: Buffer;
}

/**
 * A JPEG with nothing but its picture: segment by segment, so that no pixel changes. What follows its end is left out (further
 * pictures, films, a phone's own notes); colours and orientation are kept.
 */
export function stripJpeg(bytes: Buffer): Buffer {
  const { segments, picture, orientation } = read(bytes);
  const profile = cleanProfile(segments.filter(isOf(APP2, ICC)));
  const kept = segments.flatMap((segment): Segment[] => {
    const { marker, data } = segment;
    if (isOf(APP0, JFIF)(segment))
      return [{ marker, data: Buffer.concat([data.subarray(0, JFIF_BYTES - 2), Buffer.alloc(2)]) }];
    if (isOf(APP14, ADOBE)(segment)) return [{ marker, data: data.subarray(0, ADOBE_BYTES) }];
    return [];
  });
  const exif = Buffer.concat([Buffer.from(EXIF, 'latin1'), orientationAlone(orientation)]);
  const own = [...kept, ...(orientation === 1 ? [] : [{ marker: APP1, data: exif }]), ...profile];
  return Buffer.concat([Buffer.of(0xff, SOI), ...own.map(write), ...picture, Buffer.of(0xff, EOI)]);
}

const isOf =
  (marker: number, name: string) =>
  ({ marker: found, data }: Segment) =>
    found === marker && data.toString('latin1', 0, name.length) === name;

function read(bytes: Buffer) {
  const segments: Segment[] = [];
  const picture: Buffer[] = [];
  let orientation = 1;
  let hasScan = false;
  for (let at = 2; ; ) {
    while (bytes[at] === 0xff && bytes[at + 1] === 0xff) at += 1; // fill bytes
    if (bytes[at] !== 0xff) throw new FileRefusal('damaged');
    const marker = bytes.readUInt8(at + 1);
    if (marker === EOI) break;
    const length = bytes.readUInt16BE(at + 2);
    if (length < 2) throw new FileRefusal('damaged');
    const data = partOf(bytes, at + 4, length - 2);
    const isScan = marker === SOS;
    const end = isScan ? endOfScan(bytes, at + 2 + length) : at + 2 + length;
    if (isScan || PICTURE_MARKERS.has(marker)) picture.push(bytes.subarray(at, end));
    else if (marker >= APP0 && marker <= 0xef) segments.push({ marker, data });
    else if (marker !== 0xfe) throw new FileRefusal('damaged');
    if (marker === APP1 && data.toString('latin1', 0, EXIF.length) === EXIF && orientation === 1) {
      orientation = readOrientation(data);
    }
    hasScan ||= isScan;
    at = end;
  }
  if (!hasScan) throw new FileRefusal('damaged');
  return { segments, picture, orientation };
}

/** Within a scan 0xff is followed by 0, or by a restart marker. */
function endOfScan(bytes: Buffer, start: number): number {
  for (let at = bytes.indexOf(0xff, start); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1];
    if (next === undefined) break;
    if (next !== 0 && next !== 0xff && (next < 0xd0 || next > 0xd7)) return at;
  }
  throw new FileRefusal('damaged');
}

/** A profile is cut into numbered segments; one that is not complete is left out. */
function cleanProfile(segments: Segment[]): Segment[] {
  const number = ({ data }: Segment) => data[ICC.length] ?? 0;
  const sorted = segments.toSorted((a, b) => number(a) - number(b));
  if (!sorted.every((segment, index) => number(segment) === index + 1)) return [];
  const cleaned = cleanColourProfile(Buffer.concat(sorted.map(({ data }) => data.subarray(ICC_HEADER_BYTES))));
  if (!cleaned) return [];
  let at = 0;
  return sorted.map(({ marker, data }) => {
    const size = data.length - ICC_HEADER_BYTES;
    at += size;
    return { marker, data: Buffer.concat([data.subarray(0, ICC_HEADER_BYTES), cleaned.subarray(at - size, at)]) };
  });
}

function write({ marker, data }: Segment): Buffer {
  const header = Buffer.of(0xff, marker, 0, 0);
  header.writeUInt16BE(data.length + 2, 2);
  return Buffer.concat([header, data]);
}
