import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Address } from '../../messages/address.ts';
import type { Inbound, InboundContent, MediaRef } from '../../messages/inbound.ts';
import { readTyped } from '../read-typed.ts';

/** An id as the page has it: as it is written, or in its parts. */
const wid = z.union([z.string(), z.object({ _serialized: z.string() }).transform(({ _serialized }) => _serialized)]);

/** What we read of the page's model of a message (https://docs.wwebjs.dev/Message.html). */
const webMessage = z.object({
  id: z.object({ _serialized: z.string().min(1) }),
  type: z.string(),
  from: wid,
  /** Seconds since the epoch. */
  t: z.number(),
  body: z.string().optional(),
  caption: z.string().optional(),
  /** Where a file lies: what has none has no file. */
  directPath: z.string().optional(),
  mimetype: z.string().optional(),
  size: z.number().optional(),
  lat: z.number().optional(),
  lng: z.number().optional(),
  latestEditSenderTimestampMs: z.number().optional(),
});
type WebMessage = z.infer<typeof webMessage>;

/** https://docs.wwebjs.dev/global.html#MessageTypes */
const MEDIA: Record<string, MediaRef['kind']> = {
  image: 'photo',
  ptt: 'voice',
  audio: 'audio',
  video: 'video',
  document: 'document',
  sticker: 'sticker',
};
const TEXTS = ['chat', 'buttons_response', 'list_response'];

/** By which ids WhatsApp knows somebody. */
export interface WebIds {
  lid?: string | undefined;
  phone?: string | undefined;
}

/**
 * Reads a message of somebody's private chat with us.
 *
 * @returns undefined for what nobody said: calls, notices, messages that were taken back.
 * @throws ZodError when it is no message at all.
 */
export function parseWebMessage(raw: unknown, ids: WebIds, isEdit = false): Inbound | undefined {
  const message = webMessage.parse(raw);
  const content = isEdit ? editOf(message) : contentOf(message);
  if (!content) return undefined;
  const { _serialized: id } = message.id;
  // A number outlives what WhatsApp puts in its place, and is the only thing by which its other transport could know them.
  const from = ids.phone ?? message.from;
  return {
    from: { channel: 'whatsapp-web', id: from },
    externalId: isEdit ? `${id} ${message.latestEditSenderTimestampMs ?? fingerprint(content)}` : id,
    place: 'private',
    sentAtMs: message.t * 1000,
    content,
    ...othersOf(from, [message.from, ids.lid]),
  };
}

function contentOf(message: WebMessage): InboundContent | undefined {
  const { type, body, caption, directPath, lat, lng, mimetype, size } = message;
  if (TEXTS.includes(type)) return body?.trim() ? readTyped(body) : undefined;
  if (type === 'location' && lat !== undefined && lng !== undefined)
    return { kind: 'location', latitude: lat, longitude: lng };
  const kind = MEDIA[type];
  if (!kind || directPath === undefined) return undefined;
  const media: MediaRef = {
    kind,
    fileId: message.id._serialized,
    ...(size !== undefined && { sizeBytes: size }),
    ...(mimetype && { mimeType: mimetype }),
  };
  return { kind: 'media', media, ...(caption && { caption }) };
}

function editOf({ type, body, caption }: WebMessage): InboundContent | undefined {
  const text = TEXTS.includes(type) ? body : caption;
  return text?.trim() ? { kind: 'edit', text } : undefined;
}

function fingerprint(content: InboundContent): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 16);
}

/** By what else the same person may have been known: an id that is no number, or their number on the other transport. */
function othersOf(from: string, ids: (string | undefined)[]): Pick<Inbound, 'alsoKnownAs'> {
  const others = new Set(ids.flatMap(id => (id === undefined || id === from ? [] : [id])));
  const known: Address[] = Array.from(others, id => ({ channel: 'whatsapp-web', id }));
  const digits = /^(\d+)@c\.us$/.exec(from)?.[1];
  if (digits) known.push({ channel: 'whatsapp-cloud', id: digits });
  return known.length > 0 ? { alsoKnownAs: known } : {};
}
