import type { Clock } from '../clock.ts';

/** Gives every message a time that no other has, later than all before: Slack's ids of messages. */
export class TimeStamps {
  readonly #clock: Clock;
  #lastMicros = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  next(): string {
    this.#lastMicros = Math.max(this.#clock.nowMs() * 1000, this.#lastMicros + 1);
    const seconds = Math.floor(this.#lastMicros / 1_000_000);
    return `${seconds}.${String(this.#lastMicros % 1_000_000).padStart(6, '0')}`;
  }

  /** Whole seconds since the epoch. */
  seconds(): number {
    return Math.floor(this.#clock.nowMs() / 1000);
  }
}
