import { log } from '../../log.ts';
import { callGraph } from './call-graph.ts';
import type { CloudConnection } from './cloud-connection.ts';

/** So many at once: what is beyond that is left out, so that courtesies never hold up what matters. */
const UNDER_WAY_MAX = 20;
const CHATS_REMEMBERED_MAX = 10_000;

/** The two blue ticks, and the sign that somebody is writing: both are about a message that the person has sent. */
export class Courtesies {
  readonly #connection: CloudConnection;
  readonly #underWay = new Set<Promise<void>>();
  /** The last message of each chat. */
  readonly #lastIds = new Map<string, string>();

  constructor(connection: CloudConnection) {
    this.#connection = connection;
  }

  /** A message is stored: its sender may see that. */
  markRead(chatId: string, messageId: string): void {
    this.#lastIds.delete(chatId);
    this.#lastIds.set(chatId, messageId);
    const [oldest] = this.#lastIds.keys();
    if (this.#lastIds.size > CHATS_REMEMBERED_MAX && oldest !== undefined) this.#lastIds.delete(oldest);
    if (this.#underWay.size >= UNDER_WAY_MAX) return;
    const marking = this.#send(messageId).finally(() => this.#underWay.delete(marking));
    this.#underWay.add(marking);
  }

  /** Shown for 25 seconds, or until the answer. */
  async showTyping(chatId: string): Promise<void> {
    const messageId = this.#lastIds.get(chatId);
    if (messageId !== undefined) await this.#send(messageId, { typing_indicator: { type: 'text' } });
  }

  async stop(): Promise<void> {
    await Promise.all(this.#underWay);
  }

  async #send(messageId: string, more: object = {}): Promise<void> {
    const { phoneNumberId } = this.#connection;
    const body = { messaging_product: 'whatsapp', status: 'read', message_id: messageId, ...more };
    await callGraph(this.#connection, { path: `${phoneNumberId}/messages`, body }).catch((error: unknown) => {
      log.debug({ err: error }, 'WhatsApp refused a courtesy');
    });
  }
}
