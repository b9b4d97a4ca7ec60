import { randomUUID } from 'node:crypto';
import type { FakeWhatsAppWeb } from './fake-whatsapp-web.ts';
import type { WireMessage } from './whatsapp-wire.ts';

/** Somebody with WhatsApp on a telephone, who writes to the bot. */
export interface FakeMember {
  chatId: string;
  /** @returns the message's id. */
  say(text: string, more?: Record<string, unknown>): string;
  sendFile(type: 'image' | 'ptt' | 'audio' | 'video' | 'document', bytes: Uint8Array, caption?: string): string;
  edit(messageId: string, text: string): void;
  /** What the bot has said, oldest first. */
  shown(): WireMessage[];
  /** Their telephone has it, or they have looked at it. */
  acknowledge(message: WireMessage, how: 'delivered' | 'read'): void;
}

export function fakeMember(web: FakeWhatsAppWeb, chatId: string): FakeMember {
  function arrive(message: Record<string, unknown> & { type: string }): string {
    const id = { id: `3A${randomUUID().replaceAll('-', '').slice(0, 18).toUpperCase()}`, fromMe: false };
    const whole = { id, chatId, from: chatId, t: Math.floor(Date.now() / 1000), ack: 1, ...message };
    web.arrive(whole);
    return web.serialized(whole);
  }
  return {
    chatId,
    say: (body, more = {}) => arrive({ type: 'chat', body, ...more }),
    sendFile(type, bytes, caption) {
      const directPath = web.keepFile(Buffer.from(bytes).toString('base64'), '');
      return arrive({ type, directPath, mimetype: 'of/test', size: bytes.length, ...(caption && { caption }) });
    },
    edit: (id, body) => web.tell({ kind: 'edited', id, body }),
    shown: () => web.messages.filter(({ id, chatId: where }) => id.fromMe && where === chatId),
    acknowledge: (message, how) => web.tell({ kind: 'ack', id: web.serialized(message), ack: how === 'read' ? 3 : 2 }),
  };
}
