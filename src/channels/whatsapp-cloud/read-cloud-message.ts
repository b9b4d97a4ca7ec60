import type { Inbound, InboundContent, MediaRef } from '../../messages/inbound.ts';
import { readTyped } from '../read-typed.ts';
import { cloudAddress, earlierAddresses } from './cloud-address.ts';
import type { CloudMessage } from './cloud-payload.ts';

/** What cannot be had at all: a poll, a contact, a picture that may be seen once. Whoever sent it hears so. */
export const UNSUPPORTED_FILE = 'unsupported';
const UNSUPPORTED = new Set(['unsupported', 'contacts', 'order', 'product']);

/** @returns undefined for what is none of our business: groups, reactions, what was taken back, news of a number. */
export function readCloudMessage(message: CloudMessage): Inbound | undefined {
  const { id, from: phone, from_user_id: userId, group_id: groupId, timestamp } = message;
  const from = cloudAddress({ phone, userId });
  const content = contentOf(message);
  if (!from || !content || groupId !== undefined) return undefined;
  const alsoKnownAs = earlierAddresses({ phone, userId });
  return {
    from,
    ...(alsoKnownAs.length > 0 && { alsoKnownAs }),
    externalId: id,
    place: 'private',
    sentAtMs: timestamp * 1000,
    content,
  };
}

function contentOf(message: CloudMessage): InboundContent | undefined {
  const { type, text, button, interactive, location, edit, context } = message;
  const chosen = interactive?.button_reply ?? interactive?.list_reply;
  if (chosen) return { kind: 'choice', choiceId: chosen.id, messageId: context?.id ?? '' };
  if (text) return readTyped(text.body);
  if (button) return { kind: 'text', text: button.text };
  if (location) return { kind: 'location', latitude: location.latitude, longitude: location.longitude };
  if (edit) return readEdit(edit.message);
  const media = mediaOf(message);
  if (media) return media;
  if (!UNSUPPORTED.has(type)) return undefined;
  return { kind: 'media', media: { kind: 'document', fileId: UNSUPPORTED_FILE } };
}

function readEdit({
  text,
  image,
  video,
  document,
}: NonNullable<CloudMessage['edit']>['message']): InboundContent | undefined {
  const words = text?.body ?? (image ?? video ?? document)?.caption;
  return words === undefined ? undefined : { kind: 'edit', text: words };
}

function mediaOf({ image, video, audio, document, sticker }: CloudMessage): InboundContent | undefined {
  const kinds: [MediaRef['kind'], typeof image][] = [
    ['photo', image],
    ['video', video],
    [audio?.voice ? 'voice' : 'audio', audio],
    ['document', document],
    ['sticker', sticker],
  ];
  for (const [kind, found] of kinds) {
    if (!found) continue;
    const { id: fileId, mime_type: mimeType, file_size: sizeBytes, caption } = found;
    const media = {
      kind,
      fileId,
      ...(sizeBytes !== undefined && { sizeBytes }),
      ...(mimeType !== undefined && { mimeType }),
    };
    return { kind: 'media', media, ...(caption && { caption }) };
  }
  return undefined;
}
