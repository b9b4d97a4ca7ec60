import { deflateSync, inflateSync } from 'node:zlib';
import { PDFArray, PDFName, PDFNumber, type PDFRawStream } from '@cantoo/pdf-lib';
import { FileRefusal } from '../file-refusal.ts';
import { cleanColourProfile } from './clean-colour-profile.ts';
import { blank, boxesIn } from './iso-boxes.ts';
import { stripJpeg } from './strip-jpeg.ts';

const PROFILE_BYTES_MAX = 4 * 1024 * 1024;
const JPEG_BYTES_MAX = 32 * 1024 * 1024;
/** The Exif and XMP of a photo begin with these. */
const METADATA_SIGNS = ['Exif\0', 'ns.adobe.com', 'Photoshop 3.0'];
const JPEG2000_START = Buffer.from('0000000c6a502020', 'hex');
const JPEG2000_METADATA = new Set(['uuid', 'xml ', 'uinf']);

/** Takes out of one stream of a PDF what photos and colour profiles tell beside their colours. */
export function cleanPdfStream(stream: PDFRawStream): void {
  const filters = filtersOf(stream);
  const bytes = Buffer.from(stream.contents);
  if (filters.at(-1) === 'DCTDecode') cleanPhoto(stream, bytes, filters);
  else if (filters.at(-1) === 'JPXDecode' && filters.length === 1) cleanJpeg2000(stream, bytes);
  else if (isProfile(stream)) cleanProfile(stream, bytes, filters);
}

function cleanPhoto(stream: PDFRawStream, bytes: Buffer, filters: string[]): void {
  if (filters.length > 2 || (filters.length === 2 && filters[0] !== 'FlateDecode')) throw new FileRefusal('tooComplex');
  const isInflated = filters.length === 2;
  const photo = isInflated ? inflateSync(bytes, { maxOutputLength: JPEG_BYTES_MAX }) : bytes;
  const stripped = stripPhoto(photo);
  stream.updateContents(isInflated ? deflateSync(stripped) : stripped);
}

/** Some programs write photos that no reader of ours takes; with nothing to hide in them they stay. */
function stripPhoto(photo: Buffer): Buffer {
  try {
    return stripJpeg(photo);
  } catch (error) {
    if (METADATA_SIGNS.some(sign => photo.includes(sign, 0, 'latin1'))) throw error;
    return photo;
  }
}

function cleanJpeg2000(stream: PDFRawStream, bytes: Buffer): void {
  if (!bytes.subarray(0, JPEG2000_START.length).equals(JPEG2000_START)) return;
  for (const box of boxesIn(bytes, 0, bytes.length)) if (JPEG2000_METADATA.has(box.type)) blank(bytes, box);
  stream.updateContents(bytes);
}

/** Of all streams without a type, only a profile says how many colours it has. */
function isProfile({ dict }: PDFRawStream): boolean {
  return dict.lookup(PDFName.of('N')) instanceof PDFNumber && !dict.has(PDFName.of('Type'));
}

function cleanProfile(stream: PDFRawStream, bytes: Buffer, filters: string[]): void {
  const isInflated = filters.length === 1 && filters[0] === 'FlateDecode';
  if (filters.length > 0 && !isInflated) return;
  const profile = isInflated ? inflateSync(bytes, { maxOutputLength: PROFILE_BYTES_MAX }) : bytes;
  const cleaned = cleanColourProfile(profile);
  if (cleaned) stream.updateContents(isInflated ? deflateSync(cleaned) : cleaned);
}

function filtersOf({ dict }: PDFRawStream): string[] {
  const filter = dict.lookup(PDFName.of('Filter'));
  const names = filter instanceof PDFArray ? filter.asArray() : [filter];
  return names.flatMap(name => (name instanceof PDFName ? name.decodeText() : []));
}
