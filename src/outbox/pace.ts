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
 * platform asked to spare is spared, without holding up the others.
 */
export class Pacer {
  readonly #pace: Pace;
  readonly #clock: PaceClock;
  /** When the next message may go, in ms since the epoch: overall, and to each chat. */
  #nextMs = 0;
  readonly #nextByChat = new Map<string, number>();

  constructor(pace: Pace, clock: PaceClock = systemClock) {
    this.#pace = pace;
    this.#clock = clock;
  }

  /** Resolves to true when a message may be sent to this chat, to false when that would take too long to wait for here. */
  async turn(chatId: string): Promise<boolean> {
    const nowMs = this.#clock.nowMs();
    const gapMs = 1000 / this.#pace.messagesPerSecond;
    const chatGapMs = 1000 / this.#pace.messagesPerSecondPerChat;
    const nextMs = Math.max(this.#nextMs, nowMs - (BURST - 1) * gapMs);
    const { burstPerChat = BURST_PER_CHAT } = this.#pace;
    const nextInChatMs = Math.max(this.#nextByChat.get(chatId) ?? 0, nowMs - (burstPerChat - 1) * chatGapMs);
    const waitMs = Math.max(nextMs, nextInChatMs) - nowMs;
    if (waitMs > WAIT_MS_MAX) return false;
    this.#nextMs = nextMs + gapMs;
    this.#nextByChat.set(chatId, nextInChatMs + chatGapMs);
    if (this.#nextByChat.size > CHATS_REMEMBERED_MAX) this.#forgetIdleChats(nowMs);
    if (waitMs > 0) await this.#clock.sleep(waitMs);
    return true;
  }

  /** The platform asked to leave this chat alone for so long. */
  spare(chatId: string, seconds: number): void {
    const untilMs = this.#clock.nowMs() + seconds * 1000;
    this.#nextByChat.set(chatId, Math.max(this.#nextByChat.get(chatId) ?? 0, untilMs));
  }

  #forgetIdleChats(nowMs: number): void {
    for (const [chatId, atMs] of this.#nextByChat) if (atMs < nowMs) this.#nextByChat.delete(chatId);
  }
}
