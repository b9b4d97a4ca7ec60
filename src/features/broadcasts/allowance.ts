/**
 * How many messages a channel may be given: as many a second as it sends, whichever number of processes send them. What was not
 * taken is not saved up beyond `aheadSeconds`.
 */
export class Allowance {
  readonly #aheadSeconds: number;
  readonly #given = new Map<string, { left: number; atMs: number }>();

  constructor(aheadSeconds: number) {
    this.#aheadSeconds = aheadSeconds;
  }

  /** @param nowMs by a clock that never goes back. */
  left(channel: string, messagesPerSecond: number, nowMs: number): number {
    const max = Math.max(1, messagesPerSecond * this.#aheadSeconds);
    const before = this.#given.get(channel);
    const left = before ? Math.min(max, before.left + ((nowMs - before.atMs) / 1000) * messagesPerSecond) : max;
    this.#given.set(channel, { left, atMs: nowMs });
    return left;
  }

  take(channel: string, messages: number): void {
    const given = this.#given.get(channel);
    if (given) given.left -= messages;
  }
}
