/** Exif 2.32, tag 0x0112: which way up a picture is shown; 1 is as it is stored. */
const ORIENTATION_TAG = 0x0112;
const ENTRY_BYTES = 12;
const PREFIX = 'Exif\0\0';

/** The orientation (1 to 8) that Exif data tells; 1 where it tells none that can be read. */
export function readOrientation(exif: Buffer): number {
  const tiff = exif.subarray(exif.toString('latin1', 0, PREFIX.length) === PREFIX ? PREFIX.length : 0);
  try {
    const isLittleEndian = tiff.toString('latin1', 0, 2) === 'II';
    const u16 = (at: number) => (isLittleEndian ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
    const directory = isLittleEndian ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4);
    const count = u16(directory);
    for (let index = 0; index < count; index++) {
      const at = directory + 2 + index * ENTRY_BYTES;
      if (u16(at) !== ORIENTATION_TAG) continue;
      const value = u16(at + 8);
      return value >= 1 && value <= 8 ? value : 1;
    }
  } catch {
    // Exif is advice: a broken one turns no picture.
  }
  return 1;
}

/** Exif data (a TIFF structure) that tells the orientation and nothing else. */
export function orientationAlone(orientation: number): Buffer {
  const tiff = Buffer.alloc(26);
  tiff.write('MM\0*', 'latin1');
  tiff.writeUInt32BE(8, 4);
  tiff.writeUInt16BE(1, 8);
  tiff.writeUInt16BE(ORIENTATION_TAG, 10);
  tiff.writeUInt16BE(3, 12); // a short
  tiff.writeUInt32BE(1, 14); // of which there is one
  tiff.writeUInt16BE(orientation, 18);
  return tiff;
}
