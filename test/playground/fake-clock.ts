import type { Clock } from '../../src/playground/clock.ts';

/** A clock that a test moves by hand. */
export class FakeClock implements Clock {
  #nowMs: number;
  #timers: { atMs: number; run: () => void }[] = [];

  constructor(startMs = Date.UTC(2026, 6, 14, 9)) {
    this.#nowMs = startMs;
  }

  nowMs(): number {
    return this.#nowMs;
  }

  after(delayMs: number, run: () => void): () => void {
    const timer = { atMs: this.#nowMs + delayMs, run };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter(other => other !== timer);
    };
  }

  get waiting(): number {
    return this.#timers.length;
  }

  advance(ms: number): void {
    this.#nowMs += ms;
    const due = this.#timers.filter(({ atMs }) => atMs <= this.#nowMs);
    this.#timers = this.#timers.filter(({ atMs }) => atMs > this.#nowMs);
    for (const { run } of due) run();
  }
}
