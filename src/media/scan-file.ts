import { fileTypeFromBuffer } from 'file-type';
import type { FileType } from '../messages/file.ts';
import { FileRefusal, type RefusalCode } from './file-refusal.ts';
import { hasVideoTrack } from './strip/iso-boxes.ts';

/** What a bot may download from Telegram (https://core.telegram.org/bots/api#getfile): nothing larger could travel both ways. */
export const FILE_BYTES_MAX = 20 * 1024 * 1024;

const PHOTO = { kind: 'photo' } as const;
const AUDIO = { kind: 'audio' } as const;
const VIDEO = { kind: 'video' } as const;
const M4A = { ...AUDIO, mimeType: 'audio/mp4', extension: 'm4a' };

/** All that is taken, by what `file-type` calls it: only what `strip/` knows how to clean. */
const TAKEN: Record<string, FileType> = {
  'image/jpeg': { ...PHOTO, mimeType: 'image/jpeg', extension: 'jpg' },
  'image/png': { ...PHOTO, mimeType: 'image/png', extension: 'png' },
  'image/apng': { ...PHOTO, mimeType: 'image/png', extension: 'png' },
  'image/webp': { ...PHOTO, mimeType: 'image/webp', extension: 'webp' },
  'image/gif': { ...PHOTO, mimeType: 'image/gif', extension: 'gif' },
  'image/heic': { ...PHOTO, mimeType: 'image/heic', extension: 'heic' },
  'image/heif': { ...PHOTO, mimeType: 'image/heif', extension: 'heif' },
  'application/pdf': { kind: 'document', mimeType: 'application/pdf', extension: 'pdf' },
  'audio/ogg; codecs=opus': { kind: 'voice', mimeType: 'audio/ogg', extension: 'ogg' },
  'audio/ogg': { ...AUDIO, mimeType: 'audio/ogg', extension: 'ogg' },
  'audio/mpeg': { ...AUDIO, mimeType: 'audio/mpeg', extension: 'mp3' },
  'audio/x-m4a': M4A,
  'audio/mp4': M4A,
  'video/mp4': { ...VIDEO, mimeType: 'video/mp4', extension: 'mp4' },
  'video/x-m4v': { ...VIDEO, mimeType: 'video/mp4', extension: 'mp4' },
  'video/quicktime': { ...VIDEO, mimeType: 'video/quicktime', extension: 'mov' },
  'video/3gpp': { ...VIDEO, mimeType: 'video/3gpp', extension: '3gp' },
};

/** Why the others are not, the first that fits. */
const REFUSED: [RefusalCode, RegExp][] = [
  ['macros', /macroenabled/],
  ['office', /officedocument|opendocument|x-cfb|rtf|visio|vnd\.apple\.|ms-outlook/],
  [
    'executable',
    /msdownload|x-elf|mach-binary|x-deb|x-rpm|java|wasm|android|chrome-extension|xpinstall|shortcut|apple\.alias|htmlhelp|regedit|registry|flash/,
  ],
  [
    'archive',
    /zip|x-tar|rar-|x-7z|diskimage|x-xz|cab-|archive|lzh|x-lz4|x-compress|x-arj|cpio|x-ace|zstd|iso9660|asar/,
  ],
  ['webPage', /xml/],
];

/** What a browser or a shell would run, at the start of a file that has no signature. */
const WEB_PAGE = /<(?:!doctype|html|head|body|svg|script|iframe|\?xml)\b/i;
const SCRIPT = /^(?:#!|@echo\b)/i;
const START_BYTES = 4096;

/**
 * Says what a file really is, by its bytes alone. Text and office documents are not taken: they cannot be cleaned for certain.
 *
 * @throws FileRefusal with the reason.
 */
export async function scanFile(bytes: Uint8Array): Promise<FileType> {
  if (bytes.length === 0) throw new FileRefusal('empty');
  if (bytes.length > FILE_BYTES_MAX) throw new FileRefusal('tooLarge');
  const mime = (await fileTypeFromBuffer(bytes).catch(() => undefined))?.mime;
  const type = mime && TAKEN[mime];
  if (!type) throw new FileRefusal(mime ? reasonFor(mime) : reasonForText(bytes));
  // A voice recorder's file often calls itself a film.
  return type.kind === 'video' && !hasVideoTrack(bytes) ? M4A : type;
}

function reasonFor(mime: string): RefusalCode {
  return REFUSED.find(([, pattern]) => pattern.test(mime))?.[0] ?? 'unknown';
}

function reasonForText(bytes: Uint8Array): RefusalCode {
  // UTF-16 has a zero byte between the letters.
  const start = Buffer.from(bytes.subarray(0, START_BYTES)).toString('latin1').replaceAll('\0', '');
  if (SCRIPT.test(start)) return 'executable';
  return WEB_PAGE.test(start) ? 'webPage' : 'unknown';
}
