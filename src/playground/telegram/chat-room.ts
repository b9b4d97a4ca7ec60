import type { Clock } from '../clock.ts';
import type { BotAccount } from './bot-account.ts';
import type { Chat, InlineKeyboard, Message, User } from './wire.ts';

/** What a message holds beside its number, place, author and time. */
export type MessageContent = Omit<Message, 'message_id' | 'chat' | 'from' | 'date' | 'edit_date'>;

export interface RoomMessage {
  message: Message;
  /** Grows with every message or edit, server-wide: "what came after this?" */
  changedAt: number;
}

/** One chat: a person and a bot, or a group. Holds its last messages. */
export class ChatRoom {
  readonly chat: Chat;
  readonly bots: BotAccount[];
  readonly members = new Map<number, User>();
  /** A person who has never written cannot be written to. */
  started = false;
  blocked = false;
  readonly #clock: Clock;
  readonly #nextNumber: () => number;
  readonly #messagesMax: number;
  readonly #messages = new Map<number, RoomMessage>();

  constructor(chat: Chat, bots: BotAccount[], clock: Clock, nextNumber: () => number, messagesMax: number) {
    this.chat = chat;
    this.bots = bots;
    this.#clock = clock;
    this.#nextNumber = nextNumber;
    this.#messagesMax = messagesMax;
  }

  post(from: User, content: MessageContent): Message {
    const number = this.#nextNumber();
    const message: Message = { message_id: number, from, chat: this.chat, date: this.nowSeconds(), ...content };
    this.#messages.set(number, { message, changedAt: number });
    const oldest = this.#messages.keys().next().value;
    if (this.#messages.size > this.#messagesMax && oldest !== undefined) this.#messages.delete(oldest);
    return message;
  }

  /** Puts new content in the place of the old; the message keeps its number, author and date. */
  edit(before: Message, content: MessageContent): Message {
    const { message_id, from, chat, date, reply_to_message } = before;
    const kept = { message_id, from, chat, date, ...(reply_to_message && { reply_to_message }) };
    return this.#replace({ ...kept, edit_date: this.nowSeconds(), ...content });
  }

  /** Changes the buttons alone, which clients do not show as an edit. */
  changeKeyboard(before: Message, keyboard: InlineKeyboard | undefined): Message {
    const { reply_markup: _, ...rest } = before;
    return this.#replace(keyboard ? { ...rest, reply_markup: keyboard } : rest);
  }

  #replace(message: Message): Message {
    this.#messages.set(message.message_id, { message, changedAt: this.#nextNumber() });
    return message;
  }

  remove(messageId: number): boolean {
    return this.#messages.delete(messageId);
  }

  find(messageId: number): Message | undefined {
    return this.#messages.get(messageId)?.message;
  }

  /** Oldest first. */
  messages(): RoomMessage[] {
    return [...this.#messages.values()];
  }

  nowSeconds(): number {
    return Math.floor(this.#clock.nowMs() / 1000);
  }
}
