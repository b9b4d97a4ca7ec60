import { z } from 'zod';
import type { FileContent } from '../../messages/file.ts';
import type { Channel, Placement } from '../channel.ts';
import { SendError } from '../send-error.ts';
import { toWhatsappMarkup } from '../whatsapp-markup.ts';
import type { SentNames } from './sent-names.ts';
import type { WebSupervisor } from './web-supervisor.ts';

export type WebMouth = Required<Pick<Channel, 'send' | 'sendFile' | 'findSent' | 'fetchFile'>>;

interface MouthDeps {
  ask: WebSupervisor['ask'];
  names: SentNames;
  /** True when somebody has said more since that message: then an answer says what it answers. */
  isBehind(chatId: string, messageId: string): boolean;
  /** Somebody who types takes longer the more they write; no longer than this. */
  typingSecondsMax: number;
}

/** The outbox waits no longer for anybody. */
const SEND_SECONDS = 10;
const TRANSFER_SECONDS = 120;
/** https://faq.whatsapp.com/5453627484753930 allows 2 GB; what nobody could look through is not fetched. */
const DOWNLOAD_BYTES_MAX = 20 * 1024 * 1024;
/** https://faq.whatsapp.com/5453627484753930: photos and videos. All goes through the page's memory. */
const UPLOAD_BYTES_MAX = 16 * 1024 * 1024;
const TYPED_CHARS_PER_SECOND = 40;
const ID = z.string();
const BYTES = z.custom<Uint8Array>(value => value instanceof Uint8Array);

/** Says on WhatsApp what the outbox has to say, and looks for what it may have said. */
export function createWebMouth({ ask, names, isBehind, typingSecondsMax }: MouthDeps): WebMouth {
  const outgoing = (chatId: string, text: string, { deliveryId, quoting }: Placement) => ({
    chatId,
    text: toWhatsappMarkup(text),
    messageName: names.nameOf(deliveryId),
    ...(quoting !== undefined && isBehind(chatId, quoting) && { quoting }),
    typingMs: Math.min(text.length / TYPED_CHARS_PER_SECOND, typingSecondsMax) * 1000,
  });
  const find = (chatId: string, messageName: string) =>
    ask({ kind: 'find', chatId, messageName }, ID.nullable(), SEND_SECONDS);

  return {
    send: (chatId, { text }, placement = {}) =>
      ask({ kind: 'send', ...outgoing(chatId, text, placement) }, ID, SEND_SECONDS),

    async sendFile(chatId, file, { text }, placement = {}) {
      const { bytes, kind, extension, mimeType } = file;
      if (bytes.length > UPLOAD_BYTES_MAX) throw new SendError({ code: 'too large', retryable: false });
      const content = { bytes, mimeType, name: `${kind}.${extension}`, as: asOf(file) };
      const whole = outgoing(chatId, text, placement);
      if (text === '' || !isSound(file))
        return ask({ kind: 'sendFile', ...whole, file: content }, ID, TRANSFER_SECONDS);
      // Nothing can stand below sound: the words go before it, under a name of their own, and not twice.
      const words = { ...whole, messageName: names.nameOf(placement.deliveryId && `${placement.deliveryId} words`) };
      const said = await find(chatId, words.messageName);
      if (said === null) await ask({ kind: 'send', ...words }, ID, SEND_SECONDS);
      return ask({ kind: 'sendFile', ...whole, text: '', typingMs: 0, file: content }, ID, TRANSFER_SECONDS);
    },

    findSent: async (chatId, deliveryId) => (await find(chatId, names.nameOf(deliveryId))) ?? undefined,

    fetchFile: messageId =>
      ask({ kind: 'fetch', messageId, bytesMax: DOWNLOAD_BYTES_MAX }, BYTES, TRANSFER_SECONDS).catch(unsent),
  };
}

/** What WhatsApp's page shows or plays by itself; the rest are documents. */
function asOf({ kind, extension }: FileContent): 'media' | 'voice' | 'document' {
  if (kind === 'voice' && extension === 'ogg') return 'voice';
  return ['jpg', 'png', 'webp', 'mp4', 'mp3'].includes(extension) ? 'media' : 'document';
}

function isSound(file: FileContent): boolean {
  return asOf(file) !== 'document' && (file.kind === 'voice' || file.kind === 'audio');
}

/** Nothing was sent: what got no answer did no harm. */
function unsent(error: unknown): never {
  if (error instanceof SendError && error.maybeSent) throw new SendError({ code: error.code, retryable: true });
  throw error;
}
