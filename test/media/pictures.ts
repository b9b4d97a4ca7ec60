import { crc32, deflateSync } from 'node:zlib';
import { exif, NAME, PLACE, profile, XMP } from './told.ts';

/** A JPEG with everything that a phone and a program write beside the picture. */
export function tellingJpeg(plain: Buffer, orientation: number): Buffer {
  const segment = (marker: number, ...parts: (string | Buffer)[]) => {
    const data = Buffer.concat(parts.map(part => Buffer.from(part as string, 'latin1')));
    const header = Buffer.of(0xff, marker, 0, 0);
    header.writeUInt16BE(data.length + 2, 2);
    return Buffer.concat([header, data]);
  };
  return Buffer.concat([
    plain.subarray(0, 2),
    segment(0xe1, 'Exif\0\0', exif(orientation)),
    segment(0xe1, 'http://ns.adobe.com/xap/1.0/\0', XMP),
    segment(0xe2, 'ICC_PROFILE\0\x01\x01', profile()),
    segment(0xe2, `MPF\0${NAME}`),
    segment(0xed, 'Photoshop 3.0\0', `8BIM\x04\x04\0\0\0\0\0\x11\x1c\x02\x50\0\x0c${NAME}`),
    segment(0xef, NAME),
    segment(0xfe, `${NAME} ${PLACE}`),
    plain.subarray(2),
    Buffer.from(`a film, and what the phone thought: ${NAME}`),
  ]);
}

export function tellingPng(plain: Buffer, orientation: number): Buffer {
  const afterHeader = 33;
  return Buffer.concat([
    plain.subarray(0, afterHeader),
    pngChunk('iCCP', Buffer.concat([Buffer.from(`${NAME}\0\0`), deflateSync(profile())])),
    pngChunk('tEXt', Buffer.from(`Author\0${NAME}`)),
    pngChunk('iTXt', Buffer.from(`XML:com.adobe.xmp\0\0\0\0\0${XMP}`)),
    pngChunk('zTXt', Buffer.concat([Buffer.from(`${NAME}\0\0`), deflateSync(NAME)])),
    pngChunk('eXIf', exif(orientation)),
    pngChunk('tIME', Buffer.from([7, 232, 1, 2, 3, 4, 5])),
    plain.subarray(afterHeader),
    Buffer.from(`the picture before it was cropped: ${NAME}`),
  ]);
}

export function pngChunk(type: string, data: Buffer): Buffer {
  const bytes = Buffer.concat([Buffer.alloc(4), Buffer.from(type), data, Buffer.alloc(4)]);
  bytes.writeUInt32BE(data.length);
  bytes.writeUInt32BE(crc32(bytes.subarray(4, -4)), bytes.length - 4);
  return bytes;
}

export function tellingWebp(
  plain: Buffer,
  orientation: number,
  { width, height }: { width: number; height: number },
): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const header = Buffer.from(`${type}\0\0\0\0`);
    header.writeUInt32LE(data.length, 4);
    return Buffer.concat([header, data, Buffer.alloc(data.length % 2)]);
  };
  const canvas = Buffer.alloc(10);
  const isExtended = plain.toString('latin1', 12, 16) === 'VP8X';
  canvas[0] = 0x2c | (isExtended ? plain.readUInt8(20) : 0); // a profile, Exif and XMP
  canvas.writeUIntLE(width - 1, 4, 3);
  canvas.writeUIntLE(height - 1, 7, 3);
  const body = Buffer.concat([
    Buffer.from('WEBP'),
    chunk('VP8X', canvas),
    chunk('ICCP', profile()),
    plain.subarray(isExtended ? 30 : 12),
    chunk('EXIF', exif(orientation)),
    chunk('XMP ', Buffer.from(XMP)),
    chunk('note', Buffer.from(NAME)),
  ]);
  const header = Buffer.from('RIFF\0\0\0\0');
  header.writeUInt32LE(body.length, 4);
  return Buffer.concat([header, body]);
}

/** Two red points that begin anew for ever, and what is said of them. */
export function gif({ telling }: { telling: boolean }): Buffer {
  const block = (text: string) => Buffer.concat([Buffer.of(text.length), Buffer.from(text, 'latin1')]);
  return Buffer.concat([
    Buffer.from('GIF89a\x02\0\x01\0\x80\0\0\xff\0\0\0\0\xff', 'latin1'),
    Buffer.from('!\xff\x0bNETSCAPE2.0\x03\x01\0\0\0', 'latin1'),
    ...(telling
      ? [
          Buffer.concat([Buffer.of(0x21, 0xfe), block(`${NAME} ${PLACE}`), Buffer.of(0)]),
          Buffer.concat([Buffer.from('!\xff\x0bXMP DataXMP', 'latin1'), block(XMP), Buffer.of(0)]),
        ]
      : []),
    Buffer.from('!\xf9\x04\0\0\0\0\0,\0\0\0\0\x02\0\x01\0\0\x02\x02\x04\x0a\0;', 'latin1'),
    Buffer.from(telling ? NAME : ''),
  ]);
}
