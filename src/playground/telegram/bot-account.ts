import type { Clock } from '../clock.ts';
import { type LimitSetting, RateLimits } from './rate-limits.ts';
import { UpdateQueue } from './update-queue.ts';
import type { WebhookSender } from './webhook-sender.ts';
import type { BotCommand, Update, User } from './wire.ts';

/** A bot the server knows. The token is `<number>:<35 characters>`; its number is the bot's id. */
export interface BotSetting {
  token: string;
  firstName?: string;
  username?: string;
  /** Whether the bot hears in groups only what is meant for it. @default true */
  privacyMode?: boolean;
}

/** One bot: who it is, what it has not fetched yet, what it has said about itself. */
export class BotAccount {
  readonly token: string;
  readonly user: User;
  readonly privacyMode: boolean;
  readonly updates: UpdateQueue;
  readonly limits: RateLimits;
  webhook: WebhookSender | undefined;
  /** Keyed by `scope/language`. */
  readonly commands = new Map<string, BotCommand[]>();
  /** Name, description and short description, keyed by `method/language`. */
  readonly descriptions = new Map<string, string>();

  constructor(setting: BotSetting, clock: Clock, limits: LimitSetting, confirmed: (update: Update) => void) {
    this.token = setting.token;
    this.user = {
      id: Number(setting.token.split(':')[0]),
      is_bot: true,
      first_name: setting.firstName ?? 'Folding Chair',
      username: setting.username ?? 'folding_chair_bot',
    };
    this.privacyMode = setting.privacyMode ?? true;
    this.updates = new UpdateQueue(clock, confirmed);
    this.limits = new RateLimits(clock, limits);
  }

  /** What the menu shows a person whose app speaks `language`: Telegram's order of precedence. */
  menuFor(chatId: number, language: string | undefined): BotCommand[] {
    const scopes = [`chat:${chatId}`, chatId > 0 ? 'all_private_chats' : 'all_group_chats', 'default'];
    for (const scope of scopes) {
      const menu = this.commands.get(`${scope}/${language ?? ''}`) ?? this.commands.get(`${scope}/`);
      if (menu && menu.length > 0) return menu;
    }
    return [];
  }

  /** What was set by `method` (e.g. `description`) for a language, or for all. */
  described(method: string, language = ''): string {
    return this.descriptions.get(`${method}/${language}`) ?? this.descriptions.get(`${method}/`) ?? '';
  }
}
