import type { Pace } from '../channels/channel.ts';

/** A chat may be sent this many at once, where its platform allows no more: most allow short bursts. */
const BURST_PER_CHAT = 3;
/** And a platform this many. */
const BURST = 10;
/** Longer waits are for the queue to keep, so that nobody else is held up. */
const WAIT_MS_MAX = 3000;

/** Chats that have been idle are forgotten when there are more. */
const CHATS_REMEMBERED_MAX = 10_000;

export interface PaceClock {
  nowMs(): number;
  sleep(ms: number): Promise<void>;
}

export const systemClock: PaceClock = {
  nowMs: () => Date.now(),
  sleep: ms => new Promise(resolve => setTimeout(resolve, ms)),
};

/**
 * Keeps one channel below its platform's limits: overall, and to each chat. Every send waits for its turn here; a chat that the
 * platform asked to spare is spared, without holding up the others. What yields takes the turns that nobody else wants, in order.
 */
export class Pacer {
  readonly #pace: Pace;
  readonly #clock: PaceClock;
  /** When the next message may go, in ms since the epoch: overall, and to each chat. */
  #nextMs = 0;
  readonly #nextByChat = new Map<string, number>();
  /** Settles when the last of those that yield has had its turn. */
  #lastYielding: Promise<unknown> = Promise.resolve();

  constructor(pace: Pace, clock: PaceClock = systemClock) {
    this.#pace = pace;
    this.#clock = clock;
  }

  /**
   * Resolves to true when a message may be sent to this chat, to false when that would take too long to wait for here.
   *
   * @param yields it lets all others go first, those too that come while it waits.
   */
  async turn(chatId: string, yields = false): Promise<boolean> {
    if (yields) return this.#turnLeftOver(chatId);
    const waitMs = this.#waitMs(chatId);
    if (waitMs > WAIT_MS_MAX) return false;
    this.#take(chatId);
    if (waitMs > 0) await this.#clock.sleep(waitMs);
    return true;
  }

  /** The platform asked to leave this chat alone for so long. */
  spare(chatId: string, seconds: number): void {
    const untilMs = this.#clock.nowMs() + seconds * 1000;
    this.#nextByChat.set(chatId, Math.max(this.#nextByChat.get(chatId) ?? 0, untilMs));
  }

  /** Behind those that yield too, and only when nobody else has a turn ahead: none is kept for it. */
  async #turnLeftOver(chatId: string): Promise<boolean> {
    const untilMs = this.#clock.nowMs() + WAIT_MS_MAX;
    // Its own chat may have to be spared: that holds up nobody.
    if (!(await this.#reach(() => this.#soonestInChatMs(chatId), untilMs))) return false;
    const before = this.#lastYielding;
    const turn = before.then(async () => {
      if (!(await this.#reach(() => this.#soonestMs(), untilMs))) return false;
      if (this.#waitMs(chatId) > 0) return false;
      this.#take(chatId);
      return true;
    });
    this.#lastYielding = turn;
    return turn;
  }

  /** Sleeps until a moment, which may move meanwhile. @returns false when that is too late. */
  async #reach(momentMs: () => number, untilMs: number): Promise<boolean> {
    for (;;) {
      const atMs = momentMs();
      if (atMs > untilMs) return false;
      const waitMs = atMs - this.#clock.nowMs();
      if (waitMs <= 0) return true;
      await this.#clock.sleep(waitMs);
    }
  }

  #waitMs(chatId: string): number {
    return Math.max(this.#soonestMs(), this.#soonestInChatMs(chatId)) - this.#clock.nowMs();
  }

  #take(chatId: string): void {
    this.#nextMs = this.#soonestMs() + 1000 / this.#pace.messagesPerSecond;
    this.#nextByChat.set(chatId, this.#soonestInChatMs(chatId) + 1000 / this.#pace.messagesPerSecondPerChat);
    if (this.#nextByChat.size > CHATS_REMEMBERED_MAX) this.#forgetIdleChats();
  }

  #soonestMs(): number {
    return Math.max(this.#nextMs, this.#clock.nowMs() - ((BURST - 1) * 1000) / this.#pace.messagesPerSecond);
  }

  #soonestInChatMs(chatId: string): number {
    const { burstPerChat = BURST_PER_CHAT, messagesPerSecondPerChat } = this.#pace;
    const burstMs = ((burstPerChat - 1) * 1000) / messagesPerSecondPerChat;
    return Math.max(this.#nextByChat.get(chatId) ?? 0, this.#clock.nowMs() - burstMs);
  }

  #forgetIdleChats(): void {
    const nowMs = this.#clock.nowMs();
    for (const [chatId, atMs] of this.#nextByChat) if (atMs < nowMs) this.#nextByChat.delete(chatId);
  }
}
