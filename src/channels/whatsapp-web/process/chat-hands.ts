import { setTimeout as wait } from 'node:timers/promises';
import whatsapp, { type Chat, type Client, type MessageContent, type MessageSendOptions } from 'whatsapp-web.js';
import { SendError } from '../../send-error.ts';
import type { WebCall } from './web-calls.ts';

type Call<Kind extends WebCall['kind']> = Extract<WebCall, { kind: Kind }>;

/** https://docs.wwebjs.dev/global.html#MessageAck */
const [FAILED, PENDING] = [-1, 0];
/** A delivery that was interrupted is among the newest. */
const LOOKED_THROUGH = 50;

/** Does in WhatsApp's chats what the bot asks for. */
export interface ChatHands {
  /** Notes that somebody wrote in a chat: to whom nobody has written is not written. */
  noteWriter(chatId: string): void;
  send(call: Call<'send'> | Call<'sendFile'>): Promise<string>;
  find(call: Call<'find'>): Promise<string | null>;
  fetch(call: Call<'fetch'>): Promise<Uint8Array>;
  typing(chatId: string): Promise<void>;
}

export function createChatHands(client: Client): ChatHands {
  const writers = new Set<string>();

  async function chatOf(chatId: string): Promise<Chat> {
    const chat: Chat | undefined = await client.getChatById(chatId).catch(notAsked);
    if (!chat) throw new SendError({ code: 'no such chat', retryable: false, recipientGone: true });
    return chat;
  }

  /** WhatsApp restricts numbers that write to people who have not written to them. */
  async function refuseStranger(chatId: string): Promise<void> {
    if (writers.has(chatId)) return;
    const chat = await chatOf(chatId);
    const [written] = await chat.fetchMessages({ limit: 1, fromMe: false }).catch(notAsked);
    if (!written) throw new SendError({ code: 'stranger: they have never written here', retryable: false });
    writers.add(chatId);
  }

  async function findNamed(chatId: string, name: string) {
    const chat = await chatOf(chatId);
    const sent = await chat.fetchMessages({ limit: LOOKED_THROUGH, fromMe: true }).catch(notAsked);
    return sent.find(({ id }) => id.id === name);
  }

  /** Resolves when WhatsApp has it: what failed between may have gone all the same. */
  async function sendContent(
    chatId: string,
    content: MessageContent,
    options: MessageSendOptions,
    name: string,
  ): Promise<string> {
    const sent = await client
      .sendMessage(chatId, content, {
        ...options,
        linkPreview: false,
        sendSeen: false,
        parseVCards: false,
        waitUntilMsgSent: true,
        extra: { foldingChairName: name },
      })
      .catch(() => undefined);
    if (!sent || sent.ack === PENDING) throw new SendError({ code: 'maybe sent', retryable: true, maybeSent: true });
    if (sent.ack === FAILED) throw new SendError({ code: 'not sent', retryable: true });
    return sent.id._serialized;
  }

  return {
    noteWriter: chatId => void writers.add(chatId),

    async send(call) {
      const { chatId, text, messageName, quoting, typingMs } = call;
      await refuseStranger(chatId);
      if (typingMs > 0) {
        await this.typing(chatId).catch(() => {});
        await wait(typingMs);
      }
      const options = quoting === undefined ? {} : { quotedMessageId: quoting };
      if (call.kind === 'send') return sendContent(chatId, text, options, messageName);
      const { bytes, mimeType, name, as } = call.file;
      const media = new whatsapp.MessageMedia(mimeType, Buffer.from(bytes).toString('base64'), name, bytes.length);
      return sendContent(
        chatId,
        media,
        {
          ...options,
          ...(text !== '' && { caption: text }),
          sendAudioAsVoice: as === 'voice',
          sendMediaAsDocument: as === 'document',
        },
        messageName,
      );
    },

    async find({ chatId, messageName }) {
      const found = await findNamed(chatId, messageName);
      if (!found) return null;
      // The page itself sends it as soon as it can.
      if (found.ack === PENDING) throw new SendError({ code: 'pending', retryable: true, maybeSent: true });
      if (found.ack !== FAILED) return found.id._serialized;
      await found.delete(false);
      return null;
    },

    async fetch({ messageId, bytesMax }) {
      const message = await client.getMessageById(messageId).catch(unlessUnknown);
      if (!message?.hasMedia) throw new SendError({ code: 'no file', retryable: false });
      const { size } = message.rawData as { size?: unknown };
      if (Number(size) > bytesMax) throw new SendError({ code: 'too large', retryable: false });
      const media = await message.downloadMedia().catch(notAsked);
      if (!media) throw new SendError({ code: 'no file', retryable: false });
      const bytes = Buffer.from(media.data ?? '', 'base64');
      if (bytes.length > bytesMax) throw new SendError({ code: 'too large', retryable: false });
      return bytes;
    },

    async typing(chatId) {
      const chat = await chatOf(chatId);
      await chat.sendStateTyping();
    },
  };
}

/** The page failed before anything was sent. */
function notAsked(): never {
  throw new SendError({ code: 'the page failed', retryable: true });
}

/** The library's way to say that an id is none at all. */
function unlessUnknown(error: unknown): undefined {
  if (error instanceof Error && error.message.includes('Invalid serialized message id')) return undefined;
  return notAsked();
}
