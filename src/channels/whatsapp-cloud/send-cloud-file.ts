import { z } from 'zod';
import type { FileContent } from '../../messages/file.ts';
import type { Chunk, Placement } from '../channel.ts';
import { SendError } from '../send-error.ts';
import { callGraph } from './call-graph.ts';
import type { CloudConnection } from './cloud-connection.ts';
import { toSendErrorBefore } from './cloud-error.ts';
import { contentOf, sendCloudMessage } from './send-cloud-message.ts';
import type { WhatsappSay } from './whatsapp-say.ts';

const MB = 1024 * 1024;
/** https://developers.facebook.com/documentation/business-messaging/whatsapp/business-phone-numbers/media#supported-media-types: shown or played by itself. */
const SHOWN: Record<string, { type: 'image' | 'audio' | 'video'; bytesMax: number }> = {
  jpg: { type: 'image', bytesMax: 5 * MB },
  png: { type: 'image', bytesMax: 5 * MB },
  ogg: { type: 'audio', bytesMax: 16 * MB },
  mp3: { type: 'audio', bytesMax: 16 * MB },
  m4a: { type: 'audio', bytesMax: 16 * MB },
  mp4: { type: 'video', bytesMax: 16 * MB },
};
const DOCUMENT_BYTES_MAX = 100 * MB;
/** As slowly as a line may take a file: a request has this much more time. */
const UPLOAD_BYTES_PER_SECOND = 256 * 1024;
/** Sounds of which the words are still to come are remembered, the last so many. */
const SOUNDS_REMEMBERED_MAX = 1000;

const uploaded = z.object({ id: z.string() });

/** Sends files with words and buttons below them. A sound takes neither: they follow it, and a sound that has gone does not go again with them. */
export function createSendCloudFile(connection: CloudConnection, say: WhatsappSay) {
  const soundsSent = new Set<string>();

  return async (chatId: string, file: FileContent, chunk: Chunk, placement: Placement = {}): Promise<void> => {
    const { deliveryId = '' } = placement;
    const type = typeOf(file);
    const name = `${file.kind}.${file.extension}`;
    const hasMore = chunk.text !== '' || chunk.choices.length > 0;
    if (type === 'audio') {
      if (!soundsSent.has(deliveryId)) {
        const id = await upload(connection, file, name);
        await sendCloudMessage(connection, chatId, { type, audio: { id } }, hasMore ? {} : placement);
      }
      if (!hasMore) return;
      if (deliveryId !== '') remember(soundsSent, deliveryId);
      await sendCloudMessage(connection, chatId, contentOf(chunk, say), placement);
      soundsSent.delete(deliveryId);
      return;
    }
    const id = await upload(connection, file, name);
    const media = { id, ...(type === 'document' && { filename: name }) };
    const content =
      chunk.choices.length > 0
        ? contentOf(chunk, say, { type, [type]: media })
        : { type, [type]: { ...media, ...(chunk.text !== '' && { caption: chunk.text }) } };
    await sendCloudMessage(connection, chatId, content, placement);
  };
}

/** @throws SendError; whatever becomes of it, nothing was sent. */
async function upload(connection: CloudConnection, { bytes, mimeType }: FileContent, name: string): Promise<string> {
  if (bytes.length > DOCUMENT_BYTES_MAX) throw new SendError({ code: 'too large', retryable: false });
  const body = new FormData();
  body.set('messaging_product', 'whatsapp');
  body.set('type', mimeType);
  body.set('file', new Blob([bytes], { type: mimeType }), name);
  const moreSeconds = Math.ceil(bytes.length / UPLOAD_BYTES_PER_SECOND);
  const answer = await callGraph(connection, { path: `${connection.phoneNumberId}/media`, body, moreSeconds }).catch(
    (error: unknown) => {
      throw toSendErrorBefore(error);
    },
  );
  return uploaded.parse(answer).id;
}

/** What WhatsApp shows or plays by itself; the rest is a document. */
function typeOf({ extension, bytes }: FileContent): 'image' | 'audio' | 'video' | 'document' {
  const shown = SHOWN[extension];
  return shown && bytes.length <= shown.bytesMax ? shown.type : 'document';
}

function remember(sounds: Set<string>, deliveryId: string): void {
  sounds.add(deliveryId);
  const [oldest] = sounds;
  if (sounds.size > SOUNDS_REMEMBERED_MAX && oldest !== undefined) sounds.delete(oldest);
}
