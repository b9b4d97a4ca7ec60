import type { Clock } from '../clock.ts';
import { TokenBucket } from '../token-bucket.ts';
import { GraphError } from './graph-error.ts';

/**
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/throughput, and for a pair
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/about-the-platform#rate-limits.
 */
const published = {
  number: { burst: 80, perSecond: 80 },
  pair: { burst: 45, perSecond: 1 / 6 },
};

/** Off, or the platform's own limits times `scale`. */
export type LimitSetting = 'off' | { scale: number };

/** How much one business number may send: 80 a second in all, to one person 45 at once and then one in six seconds. */
export class RateLimits {
  readonly #clock: Clock;
  #setting: LimitSetting;
  #whole: TokenBucket | undefined;
  readonly #byPerson = new Map<string, TokenBucket>();

  constructor(clock: Clock, setting: LimitSetting) {
    this.#clock = clock;
    this.#setting = setting;
  }

  change(setting: LimitSetting): void {
    this.#setting = setting;
    this.#whole = undefined;
    this.#byPerson.clear();
  }

  /** @throws {GraphError} 130429 or 131056 */
  take(userId: string): void {
    if (this.#setting === 'off') return;
    const nowMs = this.#clock.nowMs();
    this.#whole ??= this.#bucket('number', this.#setting.scale, nowMs);
    const pair = this.#byPerson.get(userId) ?? this.#bucket('pair', this.#setting.scale, nowMs);
    this.#byPerson.set(userId, pair);
    if (this.#whole.waitSeconds(nowMs) > 0) {
      throw new GraphError(
        130429,
        'Message failed to send because there were too many messages sent from this phone number',
      );
    }
    if (pair.waitSeconds(nowMs) > 0) {
      throw new GraphError(
        131056,
        'Too many messages sent from this phone number to the same phone number in a short period',
      );
    }
    this.#whole.take();
    pair.take();
  }

  #bucket(kind: keyof typeof published, scale: number, nowMs: number): TokenBucket {
    const { burst, perSecond } = published[kind];
    return new TokenBucket({ burst: Math.max(1, burst * scale), perSecond: perSecond * scale }, nowMs);
  }
}
