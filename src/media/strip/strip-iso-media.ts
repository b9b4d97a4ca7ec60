import { FileRefusal } from '../file-refusal.ts';
import { type Box, blank, boxesAt, boxesIn, clearOutside, handlerOf, type Range } from './iso-boxes.ts';
import { sampleRanges } from './sample-ranges.ts';

/** What holds boxes that are looked at one by one. */
const CONTAINERS = new Set('moov trak mdia minf stbl edts dinf mvex moof traf mfra'.split(' '));
/** What is needed to play (ISO/IEC 14496-12). What is not here is blanked: texts, places, dates, pictures of an album. */
const PLAYED = new Set(
  [
    'ftyp styp mdat sidx mvhd tkhd mdhd hdlr elng elst vmhd smhd nmhd dref tapt mehd trex mfhd tfhd tfdt trun mfro tfra',
    'stsd stts ctts cslg stss stsc stsz stz2 stco co64 sdtp sgpd sbgp stps subs saiz saio',
  ].flatMap(types => types.split(' ')),
);
/** What a person sees and hears. Other tracks say where a camera was, and when. */
const PLAYED_HANDLERS = new Set(['vide', 'soun']);
const HANDLER_NAME_START = 24;

/**
 * An MP4, M4A, 3GP or MOV that can be played and tells nothing else. It keeps its length: what goes is overwritten where it is, the data of
 * other tracks and what no track names included.
 */
export function stripIsoMedia(original: Buffer): Buffer {
  const bytes = Buffer.from(original);
  const tracks = boxesAt(bytes, ['moov', 'trak']);
  const played = tracks.filter(track => PLAYED_HANDLERS.has(handlerOf(bytes, track)));
  if (played.length === 0) throw new FileRefusal('damaged');
  const top = boxesIn(bytes, 0, bytes.length);
  const media = top.filter(({ type }) => type === 'mdat');
  if (!top.some(({ type }) => type === 'moof')) {
    const ranges = played.flatMap((track): Range[] => sampleRanges(bytes, track));
    for (const box of media) clearOutside(bytes, box, ranges);
  } else if (played.length < tracks.length) {
    // In fragments the data of all tracks are mixed.
    throw new FileRefusal('tooComplex');
  }
  for (const track of tracks) if (!played.includes(track)) blank(bytes, track);
  for (const box of boxesIn(bytes, 0, bytes.length)) clean(bytes, box);
  return bytes;
}

function clean(bytes: Buffer, box: Box): void {
  const { type, dataStart, end } = box;
  if (CONTAINERS.has(type)) {
    for (const inner of boxesIn(bytes, dataStart, end)) clean(bytes, inner);
  } else if (!PLAYED.has(type)) {
    blank(bytes, box);
  } else if (type === 'mvhd' || type === 'tkhd' || type === 'mdhd') {
    // When it was made, and when changed: 4 bytes each, or 8 in version 1.
    bytes.fill(0, dataStart + 4, dataStart + (bytes[dataStart] === 1 ? 20 : 12));
  } else if (type === 'hdlr') {
    bytes.fill(0, Math.min(dataStart + HANDLER_NAME_START, end), end);
  } else if (type === 'dref') {
    // A reference may hold the path of a file on somebody's computer.
    for (const entry of boxesIn(bytes, dataStart + 8, end))
      bytes.fill(0, Math.min(entry.dataStart + 4, entry.end), entry.end);
  }
}
