import type { Clock } from '../clock.ts';
import type { UpdateQueue } from './update-queue.ts';
import type { Update } from './wire.ts';

export interface Webhook {
  url: string;
  secretToken: string | undefined;
  connectionsMax: number;
}

const retryDelayMaxSeconds = 60;
/** Telegram gives up on an answer after a minute. */
const answerMaxSeconds = 60;

/**
 * Posts a bot's updates to its webhook: several chats at once, one chat in order, a failed delivery again and again.
 * As Telegram's own (`WebhookActor`): any 2xx confirms, and the answer's body may itself be a call.
 */
export class WebhookSender {
  readonly #webhook: Webhook;
  readonly #queue: UpdateQueue;
  readonly #clock: Clock;
  readonly #call: (body: string) => void;
  readonly #lanes = new Map<number, Update[]>();
  readonly #busy = new Set<number>();
  readonly #retries = new Set<() => void>();
  readonly #stopped = new AbortController();
  lastError: { atMs: number; message: string } | undefined;

  constructor(webhook: Webhook, queue: UpdateQueue, clock: Clock, call: (body: string) => void) {
    this.#webhook = webhook;
    this.#queue = queue;
    this.#clock = clock;
    this.#call = call;
    for (const update of queue.all()) this.#enqueue(update);
    queue.onPush = update => this.#enqueue(update);
  }

  get url(): string {
    return this.#webhook.url;
  }

  get connectionsMax(): number {
    return this.#webhook.connectionsMax;
  }

  stop(): void {
    this.#stopped.abort();
    this.#queue.onPush = undefined;
    for (const cancel of this.#retries) cancel();
  }

  #enqueue(update: Update): void {
    const chatId = chatOf(update);
    const lane = this.#lanes.get(chatId);
    if (lane) lane.push(update);
    else this.#lanes.set(chatId, [update]);
    this.#startLanes();
  }

  #startLanes(): void {
    for (const chatId of this.#lanes.keys()) {
      if (this.#busy.size >= this.#webhook.connectionsMax) return;
      if (!this.#busy.has(chatId)) void this.#workLane(chatId);
    }
  }

  async #workLane(chatId: number): Promise<void> {
    this.#busy.add(chatId);
    const lane = this.#lanes.get(chatId) ?? [];
    for (let failures = 0; lane[0] && !this.#stopped.signal.aborted; ) {
      if (await this.#deliver(lane[0])) {
        lane.shift();
        failures = 0;
      } else {
        failures += 1;
        await this.#pause(Math.min(2 ** (failures - 1), retryDelayMaxSeconds));
      }
    }
    this.#busy.delete(chatId);
    this.#lanes.delete(chatId);
    this.#startLanes();
  }

  async #deliver(update: Update): Promise<boolean> {
    const headers: Record<string, string> = { 'content-type': 'application/json' };
    if (this.#webhook.secretToken !== undefined) {
      headers['x-telegram-bot-api-secret-token'] = this.#webhook.secretToken;
    }
    try {
      const response = await fetch(this.#webhook.url, {
        method: 'POST',
        headers,
        body: JSON.stringify(update),
        signal: AbortSignal.any([this.#stopped.signal, AbortSignal.timeout(answerMaxSeconds * 1000)]),
      });
      const body = await response.text();
      if (!response.ok) {
        return this.#failed(`Wrong response from the webhook: ${response.status} ${response.statusText}`);
      }
      this.#queue.confirm(update.update_id);
      if (body.startsWith('{')) this.#call(body);
      return true;
    } catch (error) {
      const slow = error instanceof Error && error.name === 'TimeoutError';
      return this.#failed(slow ? 'Read timeout expired' : 'Connection refused');
    }
  }

  #failed(message: string): false {
    this.lastError = { atMs: this.#clock.nowMs(), message };
    return false;
  }

  #pause(seconds: number): Promise<void> {
    return new Promise(resolve => {
      const end = () => {
        this.#retries.delete(end);
        cancel();
        resolve();
      };
      const cancel = this.#clock.after(seconds * 1000, end);
      this.#retries.add(end);
    });
  }
}

/** Of what has no chat, or none that can be found, there is one lane. */
function chatOf({ update_id: _, ...content }: Update): number {
  const [happened] = Object.values(content) as ({
    chat?: { id?: number };
    message?: { chat?: { id?: number } };
  } | null)[];
  return happened?.chat?.id ?? happened?.message?.chat?.id ?? 0;
}
