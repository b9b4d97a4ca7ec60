import { FileRefusal } from '../file-refusal.ts';
import { partOf } from './part-of.ts';

const SCREEN_BYTES = 13;
const IMAGE_BYTES = 10;
const [EXTENSION, IMAGE, TRAILER] = [0x21, 0x2c, 0x3b];
const [GRAPHIC_CONTROL, APPLICATION] = [0xf9, 0xff];
/** How often a moving picture begins anew. Others of their kind hold XMP and the like. */
const LOOPS = new Set(['NETSCAPE2.0', 'ANIMEXTS1.0']);

/** A GIF (https://www.w3.org/Graphics/GIF/spec-gif89a.txt) without comments, texts and the notes of programs. */
export function stripGif(bytes: Buffer): Buffer {
  const start = SCREEN_BYTES + colourTableBytes(bytes.readUInt8(10));
  const kept = [partOf(bytes, 0, start)];
  let hasImage = false;
  for (let at = start; bytes[at] !== TRAILER; ) {
    const introducer = bytes.readUInt8(at);
    if (introducer !== IMAGE && introducer !== EXTENSION) throw new FileRefusal('damaged');
    const isImage = introducer === IMAGE;
    const headerBytes = isImage ? IMAGE_BYTES + colourTableBytes(bytes.readUInt8(at + 9)) + 1 : 2;
    const end = endOfBlocks(bytes, at + headerBytes);
    if (isImage || isKept(bytes, at)) kept.push(bytes.subarray(at, end));
    hasImage ||= isImage;
    at = end;
  }
  if (!hasImage) throw new FileRefusal('damaged');
  return Buffer.concat([...kept, Buffer.of(TRAILER)]);
}

function colourTableBytes(flags: number): number {
  return flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0;
}

function isKept(bytes: Buffer, at: number): boolean {
  const label = bytes[at + 1];
  if (label === GRAPHIC_CONTROL) return true;
  // XMP says it is 11 bytes too: a loop has one further block of 3.
  return (
    label === APPLICATION &&
    LOOPS.has(bytes.toString('latin1', at + 3, at + 14)) &&
    bytes[at + 14] === 3 &&
    bytes[at + 18] === 0
  );
}

/** Data come in blocks that begin with their length; one of length 0 ends them. */
function endOfBlocks(bytes: Buffer, start: number): number {
  let at = start;
  for (let length = bytes.readUInt8(at); length > 0; length = bytes.readUInt8(at)) at += 1 + length;
  return at + 1;
}
