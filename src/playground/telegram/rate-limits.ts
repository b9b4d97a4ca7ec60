import type { Clock } from '../clock.ts';
import { TokenBucket } from '../token-bucket.ts';
import { ApiError } from './api-error.ts';
import type { Chat } from './wire.ts';

/** What https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this gives; the bursts are ours. */
const published = {
  bot: { burst: 30, perSecond: 30 },
  private: { burst: 3, perSecond: 1 },
  group: { burst: 20, perSecond: 20 / 60 },
};

/** Off, or Telegram's own limits times `scale`. */
export type LimitSetting = 'off' | { scale: number };

/** How much one bot may send: 30 a second in all, 1 a second to a person, 20 a minute to a group. */
export class RateLimits {
  readonly #clock: Clock;
  #setting: LimitSetting;
  #whole: TokenBucket | undefined;
  #byChat = new Map<number, TokenBucket>();

  constructor(clock: Clock, setting: LimitSetting) {
    this.#clock = clock;
    this.#setting = setting;
  }

  change(setting: LimitSetting): void {
    this.#setting = setting;
    this.#whole = undefined;
    this.#byChat.clear();
  }

  /** @throws {ApiError} 429 with the seconds to wait */
  take(chat: Chat): void {
    if (this.#setting === 'off') return;
    const nowMs = this.#clock.nowMs();
    this.#whole ??= this.#bucket('bot', this.#setting.scale, nowMs);
    let own = this.#byChat.get(chat.id);
    if (own === undefined) {
      own = this.#bucket(chat.type, this.#setting.scale, nowMs);
      this.#byChat.set(chat.id, own);
    }
    const waitSeconds = Math.ceil(Math.max(this.#whole.waitSeconds(nowMs), own.waitSeconds(nowMs)));
    if (waitSeconds > 0) {
      throw new ApiError(429, `Too Many Requests: retry after ${waitSeconds}`, waitSeconds);
    }
    this.#whole.take();
    own.take();
  }

  #bucket(kind: keyof typeof published, scale: number, nowMs: number): TokenBucket {
    const { burst, perSecond } = published[kind];
    return new TokenBucket({ burst: Math.max(1, burst * scale), perSecond: perSecond * scale }, nowMs);
  }
}
