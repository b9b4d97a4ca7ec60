import type { SentMessage } from './sent-message.ts';
import type { StatusName, UserMessage } from './wire.ts';

/** A person as WhatsApp knows them. */
export interface Person {
  /** Business-scoped: two letters for the country, a dot, and letters or digits. */
  userId: string;
  /** Missing for somebody whom the business knows by a username alone. */
  phone?: string;
  name: string;
  username?: string;
}

/** One message of a chat. */
export type ChatMessage = { id: string; atMs: number } & (
  | { by: 'business'; sent: SentMessage; status: 'accepted' | StatusName }
  | { by: 'person'; said: UserMessage; isRead: boolean }
);

/** A person's chat with the business, and the window in which they may be written to freely. */
export class Chat {
  readonly person: Person;
  blocked = false;
  /** Without a network nothing is delivered. */
  isOnline = true;
  /** When the person wrote last, in ms since the epoch. */
  lastWroteAtMs: number | undefined;
  /** When the business showed last that it is writing. */
  typingAtMs: number | undefined;
  readonly #messagesMax: number;
  readonly #messages = new Map<string, ChatMessage>();

  constructor(person: Person, messagesMax: number) {
    this.person = person;
    this.#messagesMax = messagesMax;
  }

  add(message: ChatMessage): void {
    this.#messages.set(message.id, message);
    const oldest = this.#messages.keys().next().value;
    if (this.#messages.size > this.#messagesMax && oldest !== undefined) this.#messages.delete(oldest);
  }

  find(id: string): ChatMessage | undefined {
    return this.#messages.get(id);
  }

  /** Oldest first. */
  messages(): ChatMessage[] {
    return [...this.#messages.values()];
  }
}
