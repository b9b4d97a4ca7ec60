import { FileRefusal } from '../file-refusal.ts';

/** ISO/IEC 11172-3 and 13818-3, layer III: kbit/s by index, for version 1 and for versions 2 and 2.5. */
const BIT_RATES_1 = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];
const BIT_RATES_2 = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];
/** Hz by index, for version 1; version 2 has the half, 2.5 a quarter. */
const SAMPLE_RATES = [44100, 48000, 32000];
const ID3_HEADER_BYTES = 10;
/** By chance two bytes look like a frame; not again where the next must be. */
const FRAMES_MIN = 2;

/** An MP3 of its frames alone: what stands before, between and behind them (ID3, APE, lyrics, a picture of the album) is left out. */
export function stripMp3(bytes: Buffer): Buffer {
  const frames: Buffer[] = [];
  for (let at = endOfId3(bytes); at + 4 <= bytes.length; ) {
    const length = frameBytes(bytes, at);
    const end = at + length;
    const isFrame = length > 0 && end <= bytes.length && (frames.length > 0 || frameBytes(bytes, end) > 0);
    if (isFrame) frames.push(bytes.subarray(at, end));
    at = isFrame ? end : nextSync(bytes, at + 1);
  }
  if (frames.length < FRAMES_MIN) throw new FileRefusal('damaged');
  return Buffer.concat(frames);
}

/** ID3v2.4 §3.1: a size of 4 times 7 bits. */
function endOfId3(bytes: Buffer): number {
  if (bytes.toString('latin1', 0, 3) !== 'ID3') return 0;
  const [a, b, c, d] = [6, 7, 8, 9].map(at => bytes.readUInt8(at) & 0x7f) as [number, number, number, number];
  return ID3_HEADER_BYTES + (a << 21) + (b << 14) + (c << 7) + d;
}

function nextSync(bytes: Buffer, start: number): number {
  const at = bytes.indexOf(0xff, start);
  return at < 0 ? bytes.length : at;
}

/** The length of the frame that begins here; 0 when none does. */
function frameBytes(bytes: Buffer, at: number): number {
  if (at + 4 > bytes.length) return 0;
  const header = bytes.readUInt32BE(at);
  const version = (header >>> 19) & 3; // 3: version 1, 2: version 2, 0: version 2.5
  const isLayer3 = ((header >>> 17) & 3) === 1;
  if (header >>> 21 !== 0x7ff || version === 1 || !isLayer3) return 0;
  const bitRate = (version === 3 ? BIT_RATES_1 : BIT_RATES_2)[(header >>> 12) & 15];
  const sampleRate = SAMPLE_RATES[(header >>> 10) & 3];
  if (!bitRate || !sampleRate) return 0;
  const padding = (header >>> 9) & 1;
  const hz = version === 3 ? sampleRate : version === 2 ? sampleRate / 2 : sampleRate / 4;
  return Math.floor(((version === 3 ? 144_000 : 72_000) * bitRate) / hz) + padding;
}
