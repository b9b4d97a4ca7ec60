import { randomUUID } from 'node:crypto';
import type { FakeWhatsAppWeb } from './fake-whatsapp-web.ts';
import type { WireMessage } from './whatsapp-wire.ts';

/** On a busy machine the browser may have to be started anew in between. */
const PATIENCE_MS = 120_000;

/** Somebody with WhatsApp on a telephone, who writes to the bot. */
export interface FakeMember {
  chatId: string;
  /** @returns the message's id. */
  say(text: string, more?: Record<string, unknown>): string;
  sendFile(type: 'image' | 'ptt' | 'audio' | 'video' | 'document', bytes: Uint8Array, caption?: string): string;
  edit(messageId: string, text: string): void;
  /** What the bot has said, oldest first. */
  shown(): WireMessage[];
  /** The words of the bot's next message that says so and has not been waited for yet. */
  waitForWords(matches: RegExp): Promise<string>;
  /** Answers with the number of the newest choice that is called so. */
  choose(label: string): void;
  /** Their telephone has it, or they have looked at it. */
  acknowledge(message: WireMessage, how: 'delivered' | 'read'): void;
}

export function fakeMember(web: FakeWhatsAppWeb, chatId: string): FakeMember {
  const seen = new Set<string>();
  const shown = () => web.messages.filter(({ id, chatId: where }) => id.fromMe && where === chatId);
  const wordsOf = ({ body, caption }: WireMessage) => body ?? caption ?? '';

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
    shown,
    waitForWords: matches =>
      new Promise((resolve, reject) => {
        const look = () => {
          const found = shown().find(message => !seen.has(message.id.id) && matches.test(wordsOf(message)));
          if (!found) return;
          stop();
          seen.add(found.id.id);
          resolve(wordsOf(found));
        };
        const stop = () => {
          clearTimeout(timer);
          web.events.off('sent', look);
        };
        const timer = setTimeout(() => {
          stop();
          reject(
            new Error(
              `Nobody said ${matches} in ${PATIENCE_MS} ms, but: ${shown().slice(-3).map(wordsOf).join(' / ')}`,
            ),
          );
        }, PATIENCE_MS);
        web.events.on('sent', look);
        look();
      }),
    choose(label) {
      const words =
        shown()
          .map(wordsOf)
          .findLast(text => text.includes(`*  ${label}`)) ?? '';
      const number = words
        .split('\n')
        .flatMap(line => (line.endsWith(`*  ${label}`) ? (/\d+/.exec(line) ?? []) : []))[0];
      if (number === undefined)
        throw new Error(`No choice is called "${label}" in: ${shown().map(wordsOf).join(' / ')}`);
      arrive({ type: 'chat', body: number });
    },
    acknowledge: (message, how) => web.tell({ kind: 'ack', id: web.serialized(message), ack: how === 'read' ? 3 : 2 }),
  };
}
