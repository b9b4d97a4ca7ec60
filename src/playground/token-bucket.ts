/** Lets `perSecond` through for ever and `burst` at once. */
export class TokenBucket {
  #tokens: number;
  #countedAtMs: number;
  readonly #burst: number;
  readonly #perSecond: number;

  constructor(limit: { burst: number; perSecond: number }, nowMs: number) {
    this.#burst = limit.burst;
    this.#perSecond = limit.perSecond;
    this.#tokens = limit.burst;
    this.#countedAtMs = nowMs;
  }

  /** Seconds until one more may pass; 0 when it may now. */
  waitSeconds(nowMs: number): number {
    const refilled = this.#tokens + ((nowMs - this.#countedAtMs) / 1000) * this.#perSecond;
    this.#tokens = Math.min(this.#burst, refilled);
    this.#countedAtMs = nowMs;
    return this.#tokens >= 1 ? 0 : (1 - this.#tokens) / this.#perSecond;
  }

  take(): void {
    this.#tokens -= 1;
  }
}
