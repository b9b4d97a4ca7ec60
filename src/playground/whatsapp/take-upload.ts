import { GraphError } from './graph-error.ts';
import type { MediaStore, StoredMedia } from './media-store.ts';

const MB = 1024 * 1024;
/** https://developers.facebook.com/documentation/business-messaging/whatsapp/business-phone-numbers/media#supported-media-types */
const BYTES_MAX = [
  [/^image\/(jpeg|png)$/, 5 * MB],
  [/^image\/webp$/, MB / 2],
  [/^audio\/(aac|amr|mpeg|mp4|ogg|opus)(;.*)?$/, 16 * MB],
  [/^video\/(mp4|3gpp)$/, 16 * MB],
] as const;
const DOCUMENT_BYTES_MAX = 100 * MB;

/** Keeps an uploaded file. @throws {GraphError} when something is missing, or it is too large for what it is */
export async function takeUpload(media: MediaStore, form: FormData): Promise<StoredMedia> {
  if (form.get('messaging_product') !== 'whatsapp') throw new GraphError(131008, 'messaging_product is required.');
  const file = form.get('file');
  if (!(file instanceof File)) throw new GraphError(131008, 'file is required.');
  const given = form.get('type');
  const type = typeof given === 'string' ? given : file.type;
  const bytesMax = BYTES_MAX.find(([pattern]) => pattern.test(type))?.[1] ?? DOCUMENT_BYTES_MAX;
  if (file.size > bytesMax) throw new GraphError(131053, `File size exceeds the maximum of ${bytesMax} bytes.`);
  return media.add(new Uint8Array(await file.arrayBuffer()), file.name, type);
}
