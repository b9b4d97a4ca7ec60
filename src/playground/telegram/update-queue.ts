import type { Clock } from '../clock.ts';
import { ApiError } from './api-error.ts';
import type { Update, UpdateContent } from './wire.ts';

/** These come only when asked for by name (https://core.telegram.org/bots/api#getupdates). */
const askedForByName = ['chat_member', 'message_reaction', 'message_reaction_count'];

interface WaitingPoll {
  answer: () => void;
  refuse: (error: ApiError) => void;
}

/** The updates a bot has not confirmed yet, and the one poll that may be waiting for more. */
export class UpdateQueue {
  readonly #clock: Clock;
  readonly #confirmed: (update: Update) => void;
  readonly #unconfirmed = new Map<number, Update>();
  #nextId = 100_001;
  #allowed: string[] = [];
  #waiting: WaitingPoll | undefined;
  /** Takes each new update while a webhook is set. */
  onPush: ((update: Update) => void) | undefined;

  constructor(clock: Clock, confirmed: (update: Update) => void) {
    this.#clock = clock;
    this.#confirmed = confirmed;
  }

  get size(): number {
    return this.#unconfirmed.size;
  }

  get allowed(): string[] {
    return this.#allowed;
  }

  /** Which kinds are kept from now on; an empty list is the platform's default. */
  allow(kinds: string[]): void {
    this.#allowed = kinds;
  }

  push(content: UpdateContent): void {
    const kind = Object.keys(content)[0] ?? '';
    if (this.#allowed.length > 0 ? !this.#allowed.includes(kind) : askedForByName.includes(kind)) return;
    this.replay({ update_id: this.#nextId, ...content });
  }

  /** Hands on an update as it was captured, whatever is in it. @throws Error unless its number is above those before it */
  replay(update: Update): void {
    if (update.update_id < this.#nextId) {
      throw new Error(`Update ${update.update_id} comes too late: replay updates in the order of their numbers.`);
    }
    this.#nextId = update.update_id + 1;
    this.#unconfirmed.set(update.update_id, update);
    this.onPush?.(update);
    this.#waiting?.answer();
  }

  /** Long polling: confirms what is older than `offset`, then waits until there is something to give. */
  async poll(offset: number, limit: number, timeoutSeconds: number, hungUp: AbortSignal): Promise<Update[]> {
    this.interrupt('Conflict: terminated by other getUpdates request; make sure that only one bot instance is running');
    this.#confirmBefore(offset < 0 ? this.#nextId + offset : offset);
    if (this.size === 0 && timeoutSeconds > 0) await this.#arrival(timeoutSeconds, hungUp);
    return hungUp.aborted ? [] : [...this.#unconfirmed.values()].slice(0, limit);
  }

  /** Ends the poll that is waiting, if any, with Telegram's 409. */
  interrupt(description: string): void {
    this.#waiting?.refuse(new ApiError(409, description));
  }

  confirm(updateId: number): void {
    const update = this.#unconfirmed.get(updateId);
    if (update === undefined) return;
    this.#unconfirmed.delete(updateId);
    this.#confirmed(update);
  }

  drop(): void {
    this.#unconfirmed.clear();
  }

  all(): Update[] {
    return [...this.#unconfirmed.values()];
  }

  #confirmBefore(offset: number): void {
    for (const id of this.#unconfirmed.keys()) {
      if (id >= offset) return;
      this.confirm(id);
    }
  }

  #arrival(timeoutSeconds: number, hungUp: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const waiting: WaitingPoll = {
        answer: () => finish(resolve),
        refuse: error => finish(() => reject(error)),
      };
      const stopTimer = this.#clock.after(timeoutSeconds * 1000, waiting.answer);
      const finish = (settle: () => void) => {
        stopTimer();
        hungUp.removeEventListener('abort', waiting.answer);
        if (this.#waiting === waiting) this.#waiting = undefined;
        settle();
      };
      hungUp.addEventListener('abort', waiting.answer);
      this.#waiting = waiting;
    });
  }
}
