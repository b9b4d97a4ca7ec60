/** ICC.1:2022: the tags that turn numbers into colours. The others name the device, its serial number or its owner. */
const COLOUR_TAGS = new Set(
  'rXYZ gXYZ bXYZ wtpt bkpt rTRC gTRC bTRC kTRC chad cicp lumi A2B0 A2B1 A2B2 B2A0 B2A1 B2A2 D2B0 D2B1 D2B2 B2D0 B2D1 B2D2'.split(
    ' ',
  ),
);
const HEADER_BYTES = 128;
const ENTRY_BYTES = 12;
/** What a tag is made of begins with its type and 4 reserved bytes; without it the profile would be read as broken. */
const TYPE_BYTES = 8;
/** When it was made; whose device and which; who made it, and its fingerprint. */
const HEADER_FIELDS = [
  [24, 36],
  [48, 56],
  [80, 100],
] as const;

/** A colour profile of the same length that says only how colours look; undefined for what is no profile. */
export function cleanColourProfile(profile: Buffer): Buffer | undefined {
  if (profile.length < HEADER_BYTES + 4 || profile.toString('latin1', 36, 40) !== 'acsp') return undefined;
  const count = profile.readUInt32BE(HEADER_BYTES);
  const tableEnd = HEADER_BYTES + 4 + count * ENTRY_BYTES;
  if (tableEnd > profile.length) return undefined;
  const cleaned = Buffer.alloc(profile.length);
  const keep = (start: number, end: number) => profile.copy(cleaned, start, start, Math.min(end, profile.length));
  keep(0, tableEnd);
  for (const [start, end] of HEADER_FIELDS) cleaned.fill(0, start, end);
  for (let at = HEADER_BYTES + 4; at < tableEnd; at += ENTRY_BYTES) {
    const start = profile.readUInt32BE(at + 4);
    const size = profile.readUInt32BE(at + 8);
    if (start < tableEnd || start + size > profile.length) return undefined;
    keep(start, start + (COLOUR_TAGS.has(profile.toString('latin1', at, at + 4)) ? size : Math.min(size, TYPE_BYTES)));
  }
  return cleaned;
}
