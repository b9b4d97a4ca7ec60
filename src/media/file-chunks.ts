import { SealError } from '../database/seal.ts';

/** Large enough for few rows, small enough to hold many in memory. */
const CHUNK_BYTES = 256 * 1024;
const PADDED_BYTES_MIN = 4 * 1024;
const ID_BYTES = 16;
const HEADER_BYTES = ID_BYTES + 4;

/**
 * A file in parts. Each begins with the file's id and its own place, so that, once sealed, none can stand in for another; the last is
 * filled up to a power of two, so that its length tells little of the file's.
 */
export function splitChunks(fileId: string, bytes: Uint8Array): Buffer[] {
  const count = Math.ceil(bytes.length / CHUNK_BYTES);
  return Array.from({ length: count }, (_, index) => {
    const data = bytes.subarray(index * CHUNK_BYTES, (index + 1) * CHUNK_BYTES);
    const paddedBytes = Math.max(PADDED_BYTES_MIN, 2 ** Math.ceil(Math.log2(data.length)));
    return Buffer.concat([headerOf(fileId, index), data], HEADER_BYTES + paddedBytes);
  });
}

/** What is in a part, with what fills it up. @throws SealError when it is another part, or another file's. */
export function joinChunk(fileId: string, index: number, opened: unknown): Buffer {
  if (!Buffer.isBuffer(opened) || !opened.subarray(0, HEADER_BYTES).equals(headerOf(fileId, index))) {
    throw new SealError('A part of a file was replaced after it was written: restore it from a backup.');
  }
  return opened.subarray(HEADER_BYTES);
}

function headerOf(fileId: string, index: number): Buffer {
  const header = Buffer.alloc(HEADER_BYTES);
  header.write(fileId.replaceAll('-', ''), 'hex');
  header.writeUInt32BE(index, ID_BYTES);
  return header;
}
