import { FileRefusal } from '../file-refusal.ts';
import { type Box, boxesAt, boxesIn, type Range } from './iso-boxes.ts';

/** Where in a file the data of one track are, chunk by chunk (ISO/IEC 14496-12 §8.7). @throws FileRefusal when its tables do not agree. */
export function sampleRanges(bytes: Buffer, track: Box): Range[] {
  const table = boxesAt(bytes, ['mdia', 'minf', 'stbl'], boxesIn(bytes, track.dataStart, track.end)).flatMap(box =>
    boxesIn(bytes, box.dataStart, box.end),
  );
  const find = (type: string) => table.find(box => box.type === type);
  const sizeOf = sampleSizes(bytes, find('stsz'));
  const offsets = chunkOffsets(bytes, find('stco'), find('co64'));
  const samplesIn = samplesInChunks(bytes, find('stsc'));
  const ranges: Range[] = [];
  let sample = 0;
  for (const [index, start] of offsets.entries()) {
    let end = start;
    for (const last = sample + samplesIn(index + 1); sample < last; sample++) end += sizeOf(sample);
    if (end > bytes.length) throw new FileRefusal('damaged');
    ranges.push([start, end]);
  }
  return ranges;
}

function sampleSizes(bytes: Buffer, box: Box | undefined): (sample: number) => number {
  if (!box) throw new FileRefusal('damaged');
  const same = bytes.readUInt32BE(box.dataStart + 4);
  const count = bytes.readUInt32BE(box.dataStart + 8);
  // Nobody may make us count further than the file is long.
  if (count > bytes.length || (same === 0 && box.dataStart + 12 + count * 4 > box.end))
    throw new FileRefusal('damaged');
  return sample => {
    if (sample >= count) throw new FileRefusal('damaged');
    return same || bytes.readUInt32BE(box.dataStart + 12 + sample * 4);
  };
}

function chunkOffsets(bytes: Buffer, short: Box | undefined, long: Box | undefined): number[] {
  const box = short ?? long;
  if (!box) throw new FileRefusal('damaged');
  const entryBytes = short ? 4 : 8;
  const count = bytes.readUInt32BE(box.dataStart + 4);
  if (box.dataStart + 8 + count * entryBytes > box.end) throw new FileRefusal('damaged');
  return Array.from({ length: count }, (_, index) => {
    const at = box.dataStart + 8 + index * entryBytes;
    return short ? bytes.readUInt32BE(at) : Number(bytes.readBigUInt64BE(at));
  });
}

/** How many samples a chunk has: each entry is for all chunks from its first one on. Chunks are asked for in rising order. */
function samplesInChunks(bytes: Buffer, box: Box | undefined): (chunk: number) => number {
  if (!box) throw new FileRefusal('damaged');
  const count = bytes.readUInt32BE(box.dataStart + 4);
  if (box.dataStart + 8 + count * 12 > box.end) throw new FileRefusal('damaged');
  const entryAt = (index: number) => box.dataStart + 8 + index * 12;
  let entry = 0;
  return chunk => {
    while (entry + 1 < count && bytes.readUInt32BE(entryAt(entry + 1)) <= chunk) entry += 1;
    return count === 0 ? 0 : bytes.readUInt32BE(entryAt(entry) + 4);
  };
}
