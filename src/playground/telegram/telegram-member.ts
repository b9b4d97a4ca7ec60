import type { BotAccount } from './bot-account.ts';
import type { ChatRoom, MessageContent } from './chat-room.ts';
import { detectEntities } from './detect-entities.ts';
import { type FileKind, fileInfo } from './file-store.ts';
import type { TelegramWorld } from './telegram-world.ts';
import type { InlineButton, Message, User } from './wire.ts';

/** What a Telegram app does with a longer text: it sends several messages (https://limits.tginfo.me). */
const textCharsMax = 4096;

/** A person with a phone, in one chat: everything that a Telegram app lets them do. */
export class TelegramMember {
  readonly user: User;
  readonly room: ChatRoom;
  readonly #world: TelegramWorld;
  #seenUpTo: number;

  constructor(world: TelegramWorld, user: User, room: ChatRoom) {
    this.#world = world;
    this.user = user;
    this.room = room;
    this.#seenUpTo = world.nextNumber();
  }

  /** The same person in a group. */
  in(group: ChatRoom): TelegramMember {
    group.members.set(this.user.id, this.user);
    return new TelegramMember(this.#world, this.user, group);
  }

  /** @returns the message, or the last of them when the text was too long for one */
  say(text: string, options: { replyTo?: number } = {}): Message {
    const reply_to_message = options.replyTo === undefined ? undefined : this.room.find(options.replyTo);
    const [first, ...rest] = cut(text).map(part => ({ text: part, ...entitiesOf(part) }));
    let last = this.#post({ ...first, ...(reply_to_message && { reply_to_message }) });
    for (const content of rest) last = this.#post(content);
    return last;
  }

  edit(messageId: number, text: string): Message {
    const before = this.room.find(messageId);
    if (before?.from.id !== this.user.id) throw new Error('Only an own message can be edited: give the id say() gave.');
    const message = this.room.edit(before, { text, ...entitiesOf(text) });
    this.#world.events.emit('edit', message, this.room);
    this.#world.tellBots(this.room, message, 'edited_message');
    return message;
  }

  sendPhoto(bytes: Uint8Array, caption?: string): Message {
    const file = this.#file('photos', bytes, 'photo.jpg', 'image/jpeg');
    return this.#post({ photo: [{ ...file, width: 1280, height: 960 }], ...captioned(caption) });
  }

  sendVoice(bytes: Uint8Array, durationSeconds = 3): Message {
    const file = this.#file('voice', bytes, 'voice.oga', 'audio/ogg');
    return this.#post({ voice: { ...file, duration: durationSeconds, mime_type: 'audio/ogg' } });
  }

  sendDocument(bytes: Uint8Array, fileName: string, mimeType = 'application/octet-stream', caption?: string): Message {
    const file = this.#file('documents', bytes, fileName, mimeType);
    return this.#post({ document: { ...file, file_name: fileName, mime_type: mimeType }, ...captioned(caption) });
  }

  sendLocation(latitude: number, longitude: number): Message {
    return this.#post({ location: { latitude, longitude } });
  }

  /**
   * Presses a button of a bot's message.
   * @returns the id of the query, which a `callback-answer` event will carry
   */
  press(messageId: number, callbackData: string): string {
    const message = this.room.find(messageId);
    const buttons = message ? buttonsOf(message) : [];
    const bot = this.room.bots.find(account => account.user.id === message?.from.id);
    if (!message || !bot || !buttons.some(button => button.callback_data === callbackData)) {
      const there = buttons.map(button => button.callback_data).join(', ') || 'none';
      throw new Error(`Message ${messageId} has no such button: press one of those it has (${there}).`);
    }
    const id = `${bot.user.id}${this.#world.nextNumber()}`;
    const chat_instance = String(this.room.chat.id);
    const query = { id, from: this.user, message, chat_instance, data: callbackData };
    this.#world.openQueries.set(id, { query, bot, room: this.room });
    bot.updates.push({ callback_query: query });
    return id;
  }

  /** Presses the button with this label on the newest message that has one. */
  tap(label: string): string {
    for (const { message } of this.room.messages().toReversed()) {
      const button = buttonsOf(message).find(({ text }) => text === label);
      if (button?.callback_data !== undefined) return this.press(message.message_id, button.callback_data);
    }
    throw new Error(`No button is called "${label}": see messages() for those there are.`);
  }

  /** Blocks the bot: it may no longer write, and hears that it was stopped; or, where Telegram's news is late, only when it writes. */
  block({ isHeard = true } = {}): void {
    this.#setBlocked(true, isHeard);
  }

  unblock(): void {
    this.#setBlocked(false);
  }

  /** Everything said in this chat that is still there, oldest first. */
  messages(): Message[] {
    return this.room.messages().map(({ message }) => message);
  }

  /**
   * The next message or edit of a bot in this chat that this member has not been given yet and that `matches`.
   * @throws {Error} after `timeoutMs` without one
   */
  waitForMessage(matches: (message: Message) => boolean = () => true, timeoutMs = 10_000): Promise<Message> {
    return new Promise((resolve, reject) => {
      const look = () => {
        const unseen = this.room.messages().filter(({ changedAt }) => changedAt > this.#seenUpTo);
        const found = unseen
          .filter(({ message }) => message.from.is_bot && matches(message))
          .sort((a, b) => a.changedAt - b.changedAt)[0];
        if (!found) return;
        this.#seenUpTo = found.changedAt;
        stop();
        resolve(found.message);
      };
      const giveUp = () => {
        stop();
        const last = this.messages().at(-1)?.text ?? 'nothing';
        reject(new Error(`No such message came in ${timeoutMs} ms; the last here was "${last}". Is the bot running?`));
      };
      const timer = setTimeout(giveUp, timeoutMs);
      const stop = () => {
        clearTimeout(timer);
        this.#world.events.off('message', look).off('edit', look);
      };
      this.#world.events.on('message', look).on('edit', look);
      look();
    });
  }

  #post(content: MessageContent): Message {
    this.room.started = true;
    const message = this.room.post(this.user, content);
    this.#world.events.emit('message', message, this.room);
    this.#world.tellBots(this.room, message, 'message');
    return message;
  }

  #file(kind: FileKind, bytes: Uint8Array, name: string, mimeType: string) {
    return fileInfo(this.#world.files.add(kind, bytes, name, mimeType));
  }

  #setBlocked(blocked: boolean, isHeard = true): void {
    if (this.room.blocked === blocked) return;
    this.room.blocked = blocked;
    if (!isHeard) return;
    for (const bot of this.room.bots) bot.updates.push({ my_chat_member: this.#membership(bot, blocked) });
  }

  #membership(bot: BotAccount, blocked: boolean) {
    const member = { user: bot.user, status: 'member' as const };
    const kicked = { user: bot.user, status: 'kicked' as const, until_date: 0 };
    return {
      chat: this.room.chat,
      from: this.user,
      date: this.room.nowSeconds(),
      old_chat_member: blocked ? member : kicked,
      new_chat_member: blocked ? kicked : member,
    };
  }
}

function buttonsOf(message: Message): InlineButton[] {
  return message.reply_markup?.inline_keyboard.flat() ?? [];
}

function cut(text: string): string[] {
  const parts = text.match(new RegExp(`[^]{1,${textCharsMax}}`, 'g'));
  if (parts === null) throw new Error('Telegram sends no empty message: say at least one character.');
  return parts;
}

function entitiesOf(text: string) {
  const entities = detectEntities(text);
  return entities.length > 0 ? { entities } : {};
}

function captioned(caption: string | undefined) {
  return caption ? { caption } : {};
}
