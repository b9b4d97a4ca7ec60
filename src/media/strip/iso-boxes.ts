import { FileRefusal } from '../file-refusal.ts';

/** One box of the ISO base media file format (ISO/IEC 14496-12 §4.2), by its places in the file. */
export interface Box {
  type: string;
  start: number;
  dataStart: number;
  end: number;
}

/** The boxes between two places. @throws FileRefusal when one goes beyond the end. */
export function boxesIn(bytes: Buffer, start: number, end: number): Box[] {
  const boxes: Box[] = [];
  for (let at = start; at < end; ) {
    // QuickTime ends some lists with four zero bytes.
    if (end - at < 8 && bytes.subarray(at, end).every(byte => byte === 0)) break;
    const short = bytes.readUInt32BE(at);
    const isLong = short === 1;
    const size = isLong ? Number(bytes.readBigUInt64BE(at + 8)) : short === 0 ? end - at : short;
    const headerBytes = isLong ? 16 : 8;
    if (size < headerBytes || at + size > end) throw new FileRefusal('damaged');
    boxes.push({
      type: bytes.toString('latin1', at + 4, at + 8),
      start: at,
      dataStart: at + headerBytes,
      end: at + size,
    });
    at += size;
  }
  return boxes;
}

/** The boxes at the end of a way of types, e.g. `moov`, `trak`. */
export function boxesAt(bytes: Buffer, way: string[], within: Box[] = boxesIn(bytes, 0, bytes.length)): Box[] {
  const [type, ...rest] = way;
  const found = within.filter(box => box.type === type);
  if (rest.length === 0) return found;
  return found.flatMap(box => boxesAt(bytes, rest, boxesIn(bytes, box.dataStart, box.end)));
}

/** Makes a box free space of the same size: nothing behind it moves, so that every place that is named elsewhere stays right. */
export function blank(bytes: Buffer, box: Box): void {
  bytes.write('free', box.start + 4, 'latin1');
  bytes.fill(0, box.dataStart, box.end);
}

/** Places in a file, from the first byte to behind the last. */
export type Range = [start: number, end: number];

/** Clears what lies between two places and in none of the ranges. @throws FileRefusal when a range is not in the file. */
export function clearOutside(bytes: Buffer, { dataStart, end }: Box, ranges: Range[]): void {
  let at = dataStart;
  for (const [from, to] of ranges.toSorted(([a], [b]) => a - b)) {
    if (to > bytes.length || from > to) throw new FileRefusal('damaged');
    if (to <= at || from >= end) continue;
    if (from > at) bytes.fill(0, at, from);
    at = Math.min(to, end);
  }
  bytes.fill(0, at, end);
}

/** Whether a film has pictures, or is a sound alone. A file that cannot be read counts as a film: what reads it next refuses it. */
export function hasVideoTrack(bytes: Uint8Array): boolean {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    return boxesAt(buffer, ['moov', 'trak']).some(track => handlerOf(buffer, track) === 'vide');
  } catch {
    return true;
  }
}

/** What a track is for: `vide`, `soun`, … */
export function handlerOf(bytes: Buffer, track: Box): string {
  const [handler] = boxesAt(bytes, ['mdia', 'hdlr'], boxesIn(bytes, track.dataStart, track.end));
  if (!handler) throw new FileRefusal('damaged');
  return bytes.toString('latin1', handler.dataStart + 8, handler.dataStart + 12);
}
