import type { Chunk, Placement } from '../channel.ts';
import { callGraph } from './call-graph.ts';
import { recipientOf } from './cloud-address.ts';
import { interactionOf } from './cloud-choices.ts';
import type { CloudConnection } from './cloud-connection.ts';
import { toSendError } from './cloud-error.ts';
import { writeCallbackData } from './read-cloud-news.ts';
import type { WhatsappSay } from './whatsapp-say.ts';

/** What is above the words of a message with buttons. */
export interface Header {
  type: 'image' | 'video' | 'document';
  [media: string]: unknown;
}

/** A button may be opened by so many characters. */
const OPEN_LABEL_CHARS_MAX = 20;

/** The words of a chunk, with its choices below, as `type` and what belongs to it. */
export function contentOf({ text, choices, language = 'en' }: Chunk, say: WhatsappSay, header?: Header): object {
  if (choices.length === 0) return { type: 'text', text: { body: text, preview_url: false } };
  const choose = say(language, 'whatsapp.choose');
  const { type, action } = interactionOf(choices, choose.slice(0, OPEN_LABEL_CHARS_MAX));
  return {
    type: 'interactive',
    interactive: { type, ...(header && { header }), body: { text: text || choose }, action },
  };
}

/**
 * Sends one message. Its id is not given back: it holds the person's number, and there is nothing that could be done with it.
 *
 * @throws SendError with the facts by which the outbox decides.
 */
export async function sendCloudMessage(
  connection: CloudConnection,
  chatId: string,
  content: object,
  { deliveryId, attempt = 1 }: Placement = {},
): Promise<void> {
  const body = {
    messaging_product: 'whatsapp',
    recipient_type: 'individual',
    ...recipientOf(chatId),
    ...(deliveryId !== undefined && { biz_opaque_callback_data: writeCallbackData(deliveryId, attempt) }),
    ...content,
  };
  await callGraph(connection, { path: `${connection.phoneNumberId}/messages`, body }).catch((error: unknown) => {
    throw toSendError(error);
  });
}
