import type { Chat, ChatMessage } from './chat.ts';
import { optionsOf, type SentOption } from './shown-message.ts';
import type { WhatsappWorld } from './whatsapp-world.ts';

/** What WhatsApp's app takes: longer texts cannot be sent. */
const TEXT_MAX = 65_536;

type BusinessMessage = ChatMessage & { by: 'business' };

/** A person with a phone: everything that the app lets them do in their chat with the business. */
export class WhatsappMember {
  readonly chat: Chat;
  readonly #world: WhatsappWorld;
  readonly #seen = new Set<string>();

  constructor(world: WhatsappWorld, chat: Chat) {
    this.#world = world;
    this.chat = chat;
    for (const { id } of chat.messages()) this.#seen.add(id);
  }

  say(text: string, { replyTo }: { replyTo?: string } = {}): ChatMessage {
    if (text === '' || text.length > TEXT_MAX)
      throw new Error(`WhatsApp sends 1 to ${TEXT_MAX} characters: say so many.`);
    const context = replyTo === undefined ? undefined : this.#contextOf(replyTo);
    return this.#world.say(this.chat, 'text', { body: text }, context);
  }

  edit(messageId: string, text: string): ChatMessage {
    const message = { type: 'text', text: { body: text } };
    return this.#world.say(this.chat, 'edit', { original_message_id: messageId, message });
  }

  sendImage(bytes: Uint8Array, caption?: string): ChatMessage {
    return this.#sendFile('image', bytes, 'image/jpeg', { caption });
  }

  sendVoice(bytes: Uint8Array): ChatMessage {
    return this.#sendFile('audio', bytes, 'audio/ogg; codecs=opus', { voice: true });
  }

  sendDocument(
    bytes: Uint8Array,
    filename: string,
    mimeType = 'application/octet-stream',
    caption?: string,
  ): ChatMessage {
    return this.#sendFile('document', bytes, mimeType, { filename, caption });
  }

  sendLocation(latitude: number, longitude: number): ChatMessage {
    return this.#world.say(this.chat, 'location', { latitude, longitude });
  }

  /** Presses a button, or picks a row of a list. */
  press(messageId: string, optionId: string): ChatMessage {
    const message = this.chat.find(messageId);
    const option = message && optionsOf(message).find(({ id }) => id === optionId);
    if (!option) throw new Error(`Message ${messageId} has no such choice: press one of those it has.`);
    return this.#reply(messageId, option);
  }

  /** Presses what has this title, on the newest message that has one. */
  tap(title: string): ChatMessage {
    for (const message of this.chat.messages().toReversed()) {
      const option = optionsOf(message).find(found => found.title === title);
      if (option) return this.#reply(message.id, option);
    }
    throw new Error(`No choice is called "${title}": see messages() for those there are.`);
  }

  /** Looks at the chat: all of it is read. */
  read(): void {
    this.#world.read(this.chat);
  }

  block(): void {
    this.chat.blocked = true;
  }

  unblock(): void {
    this.chat.blocked = false;
  }

  /** From now on nothing is delivered. */
  goOffline(): void {
    this.chat.isOnline = false;
  }

  comeOnline(): void {
    this.#world.comeOnline(this.chat);
  }

  /** Has another id from now on, and another number if one is given. */
  becomes(to: { userId: string; phone?: string }): void {
    this.#world.changeIdentity(this.chat, to);
  }

  /** Everything said in this chat that is still there, oldest first. */
  messages(): ChatMessage[] {
    return this.chat.messages();
  }

  /** What the business has sent, oldest first. */
  received(): BusinessMessage[] {
    return this.chat.messages().filter(message => message.by === 'business');
  }

  /**
   * The next message of the business that this member has not been given yet and that `matches`.
   * @throws {Error} after `timeoutMs` without one
   */
  waitForMessage(
    matches: (message: BusinessMessage) => boolean = () => true,
    timeoutMs = 10_000,
  ): Promise<BusinessMessage> {
    return new Promise((resolve, reject) => {
      const look = () => {
        const found = this.received().find(message => !this.#seen.has(message.id) && matches(message));
        if (!found) return;
        this.#seen.add(found.id);
        stop();
        resolve(found);
      };
      const timer = setTimeout(() => {
        stop();
        reject(new Error(`No such message came in ${timeoutMs} ms. Is the bot running?`));
      }, timeoutMs);
      const stop = () => {
        clearTimeout(timer);
        this.#world.events.off('message', look);
      };
      this.#world.events.on('message', look);
      look();
    });
  }

  #reply(messageId: string, { kind, id, title }: SentOption): ChatMessage {
    const reply = { type: kind, [kind]: { id, title } };
    return this.#world.say(this.chat, 'interactive', reply, this.#contextOf(messageId));
  }

  #contextOf(id: string) {
    const { displayPhoneNumber } = this.#world.business;
    const message = this.chat.find(id);
    return { from: message?.by === 'person' ? (message.said.from ?? '') : displayPhoneNumber, id };
  }

  #sendFile(type: string, bytes: Uint8Array, mimeType: string, more: Record<string, unknown>): ChatMessage {
    const { id, sha256 } = this.#world.media.add(bytes, `${type}`, mimeType);
    const given = Object.fromEntries(Object.entries(more).filter(([, value]) => value !== undefined));
    return this.#world.say(this.chat, type, { id, mime_type: mimeType, sha256, ...given });
  }
}
