import type { Clock } from '../clock.ts';
import { TokenBucket } from '../token-bucket.ts';
import { SlackError } from './slack-error.ts';

/** Tiers by https://docs.slack.dev/apis/web-api/rate-limits, which names no bursts: those are ours. */
const tiers = {
  1: { burst: 3, perSecond: 1 / 60 },
  2: { burst: 10, perSecond: 20 / 60 },
  3: { burst: 25, perSecond: 50 / 60 },
  4: { burst: 50, perSecond: 100 / 60 },
};
/** `chat.postMessage`: one a second to a channel, and "several hundred" a minute in all. */
const channel = { burst: 4, perSecond: 1 };
const workspace = { burst: 100, perSecond: 300 / 60 };

export type Tier = keyof typeof tiers | 'special';

/** Off, or Slack's own limits times `scale`. */
export type LimitSetting = 'off' | { scale: number };

/** How often an app may call each method in the workspace. */
export class RateLimits {
  readonly #clock: Clock;
  #setting: LimitSetting;
  readonly #buckets = new Map<string, TokenBucket>();

  constructor(clock: Clock, setting: LimitSetting) {
    this.#clock = clock;
    this.#setting = setting;
  }

  change(setting: LimitSetting): void {
    this.#setting = setting;
    this.#buckets.clear();
  }

  /** Counts a call of a method that has a tier. @throws {SlackError} `ratelimited` */
  takeCall(method: string, tier: Tier): void {
    if (tier !== 'special') this.#take([[method, tiers[tier]]]);
  }

  /** Counts a message to a conversation. @throws {SlackError} `ratelimited` */
  takePost(channelId: string): void {
    this.#take([
      [`to ${channelId}`, channel],
      ['posts', workspace],
    ]);
  }

  #take(wanted: [name: string, limit: { burst: number; perSecond: number }][]): void {
    if (this.#setting === 'off') return;
    const nowMs = this.#clock.nowMs();
    const buckets = wanted.map(([name, limit]) => this.#bucket(name, limit, nowMs));
    const waitSeconds = Math.ceil(Math.max(...buckets.map(bucket => bucket.waitSeconds(nowMs))));
    if (waitSeconds > 0) throw new SlackError('ratelimited', { retryAfterSeconds: waitSeconds });
    for (const bucket of buckets) bucket.take();
  }

  #bucket(name: string, { burst, perSecond }: { burst: number; perSecond: number }, nowMs: number): TokenBucket {
    const known = this.#buckets.get(name);
    if (known) return known;
    const scale = this.#setting === 'off' ? 1 : this.#setting.scale;
    const bucket = new TokenBucket({ burst: Math.max(1, burst * scale), perSecond: perSecond * scale }, nowMs);
    this.#buckets.set(name, bucket);
    return bucket;
  }
}
