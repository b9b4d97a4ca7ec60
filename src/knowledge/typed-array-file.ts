import { closeSync, existsSync, fstatSync, openSync, readSync, writeFileSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import { dropCachedFile, replaceCachedFile } from './cached-file.ts';

type TypedArray = Uint32Array | Float32Array | Int8Array;
const kinds = { Uint32Array, Float32Array, Int8Array };
type Kind = keyof typeof kinds;

interface Header {
  meta: unknown;
  arrays: { name: string; kind: Kind; start: number; length: number }[];
}

const alignBytes = 8;
const checksumStart = 4;

/**
 * Writes plain data and typed arrays into one file of a cache, from which they are read back without being parsed:
 * four bytes that give the length of a JSON header, four that are the CRC-32 of the rest, the header, the arrays.
 */
export function writeTypedArrays(path: string, meta: unknown, arrays: Record<string, TypedArray>): void {
  const header: Header = { meta, arrays: [] };
  let start = 0;
  for (const [name, array] of Object.entries(arrays)) {
    header.arrays.push({ name, kind: kindOf(array), start, length: array.length });
    start += padded(array.byteLength);
  }
  const json = Buffer.from(JSON.stringify(header));
  const file = Buffer.alloc(alignBytes + padded(json.length) + start);
  file.writeUInt32LE(json.length, 0);
  json.copy(file, alignBytes);
  for (const [at, array] of Object.values(arrays).entries())
    Buffer.from(array.buffer, array.byteOffset, array.byteLength).copy(
      file,
      alignBytes + padded(json.length) + (header.arrays[at]?.start ?? 0),
    );
  file.writeUInt32LE(crc32(file.subarray(alignBytes)), checksumStart);
  replaceCachedFile(path, part => writeFileSync(part, file));
}

/** Reads what `writeTypedArrays` wrote, or `undefined` if there is no such file, or it was damaged: then it is gone. */
export function readTypedArrays(
  path: string,
): { meta: unknown; array<K extends Kind>(name: string, kind: K): InstanceType<(typeof kinds)[K]> } | undefined {
  if (!existsSync(path)) return undefined;
  const file = readWhole(path);
  if (file.length < alignBytes || file.readUInt32LE(checksumStart) !== crc32(file.subarray(alignBytes))) {
    dropCachedFile(path);
    return undefined;
  }
  const jsonLength = file.readUInt32LE(0);
  const header = JSON.parse(file.toString('utf8', alignBytes, alignBytes + jsonLength)) as Header;
  const body = alignBytes + padded(jsonLength);
  return {
    meta: header.meta,
    array<K extends Kind>(name: string, kind: K) {
      const entry = header.arrays.find(array => array.name === name && array.kind === kind);
      if (!entry) throw new Error(`${path} holds no ${name}. Delete the file; it is made again at the next start.`);
      return new kinds[kind](file.buffer, body + entry.start, entry.length) as InstanceType<(typeof kinds)[K]>;
    },
  };
}

/** Into memory of its own: the arrays need it to begin at a multiple of their size. */
function readWhole(path: string): Buffer<ArrayBuffer> {
  const descriptor = openSync(path, 'r');
  try {
    const file = Buffer.from(new ArrayBuffer(fstatSync(descriptor).size));
    for (let read = 0; read < file.length; ) read += readSync(descriptor, file, read, file.length - read, read);
    return file;
  } finally {
    closeSync(descriptor);
  }
}

function kindOf(array: TypedArray): Kind {
  if (array instanceof Uint32Array) return 'Uint32Array';
  return array instanceof Float32Array ? 'Float32Array' : 'Int8Array';
}

function padded(bytes: number): number {
  return Math.ceil(bytes / alignBytes) * alignBytes;
}
