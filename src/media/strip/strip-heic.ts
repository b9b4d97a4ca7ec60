import { FileRefusal } from '../file-refusal.ts';
import { cleanColourProfile } from './clean-colour-profile.ts';
import { type ItemPlace, itemPlaces, itemTypes } from './heic-items.ts';
import { type Box, blank, boxesIn, clearOutside, type Range } from './iso-boxes.ts';

/** ISO/IEC 23008-12: what a picture is made of. Exif and XMP are items too, and go. */
const PICTURE_ITEMS = new Set('hvc1 hev1 av01 grid iden iovl tmap'.split(' '));
const META_BOXES = new Set('hdlr pitm iinf iloc iref iprp idat dinf grpl'.split(' '));
/** How the picture is to be shown, which way up among it. Others say who made it, and when. */
const PICTURE_PROPERTIES = new Set(
  'ispe hvcC av1C colr pixi irot imir clap pasp auxC lsel clli mdcv cclv amve a1op a1lx'.split(' '),
);
const HANDLER_NAME_START = 24;

/**
 * A HEIC with nothing but its picture. It keeps its length: Exif, XMP and all that is no part of the picture is overwritten where it is, so
 * that no pixel changes. Its orientation is not in the Exif data, and stays.
 */
export function stripHeic(original: Buffer): Buffer {
  const bytes = Buffer.from(original);
  const top = boxesIn(bytes, 0, bytes.length);
  const metas = top.filter(({ type }) => type === 'meta');
  const [meta] = metas;
  if (!meta || metas.length > 1) throw new FileRefusal('damaged');
  // A sequence has tracks besides: a film in a picture's name.
  if (top.some(({ type }) => type === 'moov')) throw new FileRefusal('tooComplex');
  const boxes = boxesIn(bytes, meta.dataStart + 4, meta.end);
  const types = itemTypes(bytes, only(boxes, 'iinf'));
  const places = itemPlaces(bytes, only(boxes, 'iloc')).filter(({ itemId }) =>
    PICTURE_ITEMS.has(types.get(itemId) ?? ''),
  );
  if (places.length === 0) throw new FileRefusal('damaged');

  for (const box of top) {
    if (box.type === 'mdat') clearOutside(bytes, box, rangesOf(places, 'file', 0));
    else if (box.type !== 'ftyp' && box.type !== 'meta') blank(bytes, box);
  }
  for (const box of boxes) cleanMeta(bytes, box, places);
  return bytes;
}

function only(boxes: Box[], type: string): Box {
  const [box, ...others] = boxes.filter(found => found.type === type);
  if (!box || others.length > 0) throw new FileRefusal('damaged');
  return box;
}

function rangesOf(places: ItemPlace[], within: ItemPlace['within'], from: number): Range[] {
  return places
    .filter(place => place.within === within)
    .flatMap(({ extents }) => extents.map(([start, end]): Range => [from + start, from + end]));
}

function cleanMeta(bytes: Buffer, box: Box, places: ItemPlace[]): void {
  const { type, dataStart, end } = box;
  if (!META_BOXES.has(type)) blank(bytes, box);
  if (type === 'hdlr') bytes.fill(0, Math.min(dataStart + HANDLER_NAME_START, end), end);
  if (type === 'idat') clearOutside(bytes, box, rangesOf(places, 'idat', dataStart));
  if (type === 'dinf') bytes.fill(0, dataStart, end);
  if (type !== 'iprp') return;
  for (const container of boxesIn(bytes, dataStart, end).filter(({ type }) => type === 'ipco')) {
    // They are counted: each must stay in its place.
    for (const property of boxesIn(bytes, container.dataStart, container.end)) cleanProperty(bytes, property);
  }
}

function cleanProperty(bytes: Buffer, { type, dataStart, end }: Box): void {
  if (!PICTURE_PROPERTIES.has(type)) bytes.fill(0, dataStart, end);
  if (type !== 'colr' || !['prof', 'rICC'].includes(bytes.toString('latin1', dataStart, dataStart + 4))) return;
  const cleaned = cleanColourProfile(bytes.subarray(dataStart + 4, end));
  if (!cleaned) throw new FileRefusal('damaged');
  cleaned.copy(bytes, dataStart + 4);
}
