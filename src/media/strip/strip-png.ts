import { crc32, deflateSync, inflateSync } from 'node:zlib';
import { FileRefusal } from '../file-refusal.ts';
import { cleanColourProfile } from './clean-colour-profile.ts';
import { orientationAlone, readOrientation } from './orientation.ts';
import { partOf } from './part-of.ts';

const SIGNATURE_BYTES = 8;
/** PNG, third edition: what a picture, also a moving one, is made of. The others are texts, times, Exif, or nobody's. */
const PICTURE_CHUNKS = new Set(
  'IHDR PLTE IDAT IEND tRNS cHRM gAMA sBIT sRGB cICP mDCV cLLI bKGD hIST pHYs acTL fcTL fdAT'.split(' '),
);
/** Profiles are some kilobytes; the largest of printers are about a megabyte. */
const PROFILE_BYTES_MAX = 4 * 1024 * 1024;
const PROFILE_NAME = 'icc';

/** A PNG with nothing but its picture, its colours and its orientation; what follows its end is left out (an earlier, uncropped picture). */
export function stripPng(bytes: Buffer): Buffer {
  const kept: Buffer[] = [bytes.subarray(0, SIGNATURE_BYTES)];
  let orientation = 1;
  let hasData = false;
  for (let at = SIGNATURE_BYTES, type = ''; type !== 'IEND'; ) {
    const data = partOf(bytes, at + 8, bytes.readUInt32BE(at));
    type = bytes.toString('latin1', at + 4, at + 8);
    const end = at + 12 + data.length;
    if (crc32(bytes.subarray(at + 4, end - 4)) !== bytes.readUInt32BE(end - 4)) throw new FileRefusal('damaged');
    if (type === 'eXIf') orientation = readOrientation(data);
    if (type === 'iCCP') kept.push(...cleanProfile(data));
    if (PICTURE_CHUNKS.has(type)) kept.push(bytes.subarray(at, end));
    hasData ||= type === 'IDAT';
    at = end;
  }
  if (!hasData) throw new FileRefusal('damaged');
  // Some readers look for it before the data alone.
  if (orientation !== 1) kept.splice(2, 0, chunk('eXIf', orientationAlone(orientation)));
  return Buffer.concat(kept);
}

/** A profile that cannot be read is left out: colours pale a little. */
function cleanProfile(data: Buffer): Buffer[] {
  try {
    const profile = inflateSync(data.subarray(data.indexOf(0) + 2), { maxOutputLength: PROFILE_BYTES_MAX });
    const cleaned = cleanColourProfile(profile);
    return cleaned ? [chunk('iCCP', Buffer.concat([Buffer.from(`${PROFILE_NAME}\0\0`), deflateSync(cleaned)]))] : [];
  } catch {
    return [];
  }
}

function chunk(type: string, data: Buffer): Buffer {
  const whole = Buffer.concat([Buffer.alloc(4), Buffer.from(type, 'latin1'), data, Buffer.alloc(4)]);
  whole.writeUInt32BE(data.length);
  whole.writeUInt32BE(crc32(whole.subarray(4, -4)), whole.length - 4);
  return whole;
}
