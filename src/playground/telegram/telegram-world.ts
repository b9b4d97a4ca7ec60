import { EventEmitter } from 'node:events';
import type { Clock } from '../clock.ts';
import { BotAccount, type BotSetting } from './bot-account.ts';
import { ChatRoom } from './chat-room.ts';
import { type Fault, FaultPlan } from './fault-plan.ts';
import { FileStore } from './file-store.ts';
import type { LimitSetting } from './rate-limits.ts';
import type { CallbackQuery, Message, Update, User } from './wire.ts';

/** What happens in the chats, for whoever watches: tests, the page. */
export interface TelegramEvents {
  /** Somebody said something, a bot or a person. */
  message: [message: Message, room: ChatRoom];
  edit: [message: Message, room: ChatRoom];
  delete: [messageId: number, room: ChatRoom];
  /** A bot shows that it is busy, e.g. `typing`. */
  action: [action: string, room: ChatRoom];
  'callback-answer': [answer: { queryId: string; text: string; alert: boolean }, room: ChatRoom];
  /** A bot has fetched and confirmed an update. */
  confirmed: [update: Update];
  /** A bot changed its menu or its description. */
  profile: [bot: BotAccount];
  /** A planned fault begins to do harm. */
  fault: [fault: Fault];
  /** A call of the API was answered, or its connection dropped (status 0). */
  call: [call: { method: string; status: number; tookMs: number }];
}

/** The little Telegram behind the server: bots, people, chats and files, in memory. */
export class TelegramWorld {
  readonly clock: Clock;
  readonly events = new EventEmitter<TelegramEvents>();
  readonly bots: BotAccount[];
  readonly people = new Map<number, User>();
  readonly files = new FileStore();
  readonly faults = new FaultPlan();
  readonly openQueries = new Map<string, { query: CallbackQuery; bot: BotAccount; room: ChatRoom }>();
  readonly #privateRooms = new Map<string, ChatRoom>();
  readonly #groups = new Map<number, ChatRoom>();
  readonly #messagesMax: number;
  #lastNumber = 0;
  #lastGroup = 0;

  constructor(settings: BotSetting[], clock: Clock, limits: LimitSetting, messagesMax: number) {
    this.clock = clock;
    this.#messagesMax = messagesMax;
    this.events.setMaxListeners(0);
    const confirmed = (update: Update) => void this.events.emit('confirmed', update);
    this.bots = settings.map(setting => new BotAccount(setting, clock, limits, confirmed));
  }

  nextNumber = (): number => {
    this.#lastNumber += 1;
    return this.#lastNumber;
  };

  bot(token?: string): BotAccount {
    const bot = token === undefined ? this.bots[0] : this.bots.find(account => account.token === token);
    if (bot === undefined) throw new Error('No bot has this token: name one of those the server was started with.');
    return bot;
  }

  privateRoom(bot: BotAccount, person: User): ChatRoom {
    const key = `${bot.user.id}/${person.id}`;
    let room = this.#privateRooms.get(key);
    if (room === undefined) {
      const { id, first_name, username } = person;
      const chat = { id, type: 'private' as const, first_name, ...(username && { username }) };
      room = new ChatRoom(chat, [bot], this.clock, this.nextNumber, this.#messagesMax);
      room.members.set(id, person);
      this.#privateRooms.set(key, room);
    }
    return room;
  }

  newGroup(title: string, bots: BotAccount[]): ChatRoom {
    this.#lastGroup -= 1;
    const chat = { id: this.#lastGroup - 4_000_000, type: 'group' as const, title };
    const room = new ChatRoom(chat, bots, this.clock, this.nextNumber, this.#messagesMax);
    room.started = true;
    this.#groups.set(chat.id, room);
    return room;
  }

  /** The chat as this bot knows it, if it has ever met it. */
  roomFor(bot: BotAccount, chatId: number): ChatRoom | undefined {
    if (chatId > 0) return this.#privateRooms.get(`${bot.user.id}/${chatId}`);
    const group = this.#groups.get(chatId);
    return group?.bots.includes(bot) ? group : undefined;
  }

  /** Gives a new or edited message of a person to every bot that may hear it. */
  tellBots(room: ChatRoom, message: Message, kind: 'message' | 'edited_message'): void {
    for (const bot of room.bots) {
      if (room.chat.type === 'group' && bot.privacyMode && !isMeantFor(bot, message)) continue;
      bot.updates.push(kind === 'message' ? { message } : { edited_message: message });
    }
  }
}

/** Privacy mode (https://core.telegram.org/bots/features#privacy-mode): commands, replies to the bot, mentions, arrivals. */
function isMeantFor(bot: BotAccount, message: Message): boolean {
  if (message.new_chat_members || message.left_chat_member) return true;
  if (message.reply_to_message?.from.id === bot.user.id) return true;
  const text = message.text ?? message.caption ?? '';
  const mention = `@${bot.user.username}`.toLowerCase();
  return (message.entities ?? message.caption_entities ?? []).some(({ type, offset, length }) => {
    const words = text.slice(offset, offset + length).toLowerCase();
    if (type === 'bot_command') return !words.includes('@') || words.endsWith(mention);
    return type === 'mention' && words === mention;
  });
}
