import type { BotCommand, Message } from './wire.ts';

/** A member's phone as the page shows it. */
export interface MemberView {
  id: number;
  name: string;
  languageCode: string;
  started: boolean;
  blocked: boolean;
  /** Oldest first. */
  messages: Message[];
  /** The bot's commands in the member's language. */
  menu: BotCommand[];
  /** What the bot says it can do, in the member's language. */
  description: string;
}

/** All that the Telegram pane shows. */
export interface TelegramView {
  botName: string;
  members: MemberView[];
}

/** What the server tells the Telegram pane as it happens. */
export type TelegramEvent =
  | { kind: 'message' | 'edit'; memberId: number; message: Message }
  | { kind: 'delete' | 'read'; memberId: number; messageId: number }
  | { kind: 'action'; memberId: number; action: string }
  | { kind: 'answer'; memberId: number; queryId: string; text: string; alert: boolean }
  | { kind: 'blocked'; memberId: number; blocked: boolean }
  | { kind: 'member'; member: MemberView }
  /** Menus or descriptions have changed: read the state again. */
  | { kind: 'profile' };
