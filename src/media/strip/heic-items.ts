import { FileRefusal } from '../file-refusal.ts';
import { type Box, boxesIn, type Range } from './iso-boxes.ts';

/** Where the data of one item are, from the beginning of the file or of the box `idat`. */
export interface ItemPlace {
  itemId: number;
  within: 'file' | 'idat';
  extents: Range[];
}

/** What each item is (ISO/IEC 14496-12 §8.11.6), by its id. Clears the names on the way. */
export function itemTypes(bytes: Buffer, { dataStart, end }: Box): Map<number, string> {
  const types = new Map<number, string>();
  const entriesStart = dataStart + (bytes[dataStart] === 0 ? 6 : 8);
  for (const entry of boxesIn(bytes, entriesStart, end)) {
    const version = bytes.readUInt8(entry.dataStart);
    if (entry.type !== 'infe' || version < 2) throw new FileRefusal('damaged');
    const idBytes = version === 2 ? 2 : 4;
    const typeAt = entry.dataStart + 4 + idBytes + 2;
    types.set(bytes.readUIntBE(entry.dataStart + 4, idBytes), bytes.toString('latin1', typeAt, typeAt + 4));
    bytes.fill(0, Math.min(typeAt + 4, entry.end), entry.end);
  }
  return types;
}

/** Where each item is (ISO/IEC 14496-12 §8.11.3). */
export function itemPlaces(bytes: Buffer, { dataStart, end }: Box): ItemPlace[] {
  const version = bytes.readUInt8(dataStart);
  if (version > 2) throw new FileRefusal('damaged');
  let at = dataStart + 6;
  const next = (size: number): number => {
    if (at + size > end) throw new FileRefusal('damaged');
    at += size;
    // What needs more than 6 bytes lies beyond any file.
    if (size > 6 && bytes.readUIntBE(at - size, size - 6) > 0) throw new FileRefusal('damaged');
    return size === 0 ? 0 : bytes.readUIntBE(at - Math.min(size, 6), Math.min(size, 6));
  };
  const [sizes, moreSizes] = [bytes.readUInt8(dataStart + 4), bytes.readUInt8(dataStart + 5)];
  const [offsetBytes, lengthBytes, baseBytes] = [sizes >> 4, sizes & 15, moreSizes >> 4];
  const indexBytes = version === 0 ? 0 : moreSizes & 15;
  const idBytes = version === 2 ? 4 : 2;
  return Array.from({ length: next(idBytes) }, (): ItemPlace => {
    const itemId = next(idBytes);
    const method = version === 0 ? 0 : next(2) & 15;
    if (method > 1) throw new FileRefusal('tooComplex');
    next(2); // which file: there is this one alone
    const base = next(baseBytes);
    const extents = Array.from({ length: next(2) }, (): Range => {
      next(indexBytes);
      const start = base + next(offsetBytes);
      return [start, start + next(lengthBytes)];
    });
    return { itemId, within: method === 0 ? 'file' : 'idat', extents };
  });
}
