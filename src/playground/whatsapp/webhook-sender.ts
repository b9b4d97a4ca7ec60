import { createHmac } from 'node:crypto';
import type { Clock } from '../clock.ts';
import type { Webhook } from './wire.ts';

/** How webhooks go astray, as they do on the real platform: each comes again so often, and overtakes others of the same person. */
export interface Disturbance {
  repeats: number;
  /** From 0 to 1, where in the queue the next one goes; without it, at the end. */
  shuffle?: () => number;
}

const CONNECTIONS_MAX = 20;
const ANSWER_SECONDS_MAX = 20;
const RETRY_SECONDS_MAX = 60;

/**
 * Posts webhooks, signed over the bytes that it sends: one after the other for each person, and again until they are answered with 200
 * (https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/overview).
 */
export class WebhookSender {
  url: string | undefined;
  disturbance: Disturbance = { repeats: 0 };
  readonly #clock: Clock;
  readonly #appSecret: string;
  readonly #acknowledged: () => void;
  readonly #lanes = new Map<string, Webhook[]>();
  readonly #busy = new Set<string>();
  readonly #stopped = new AbortController();
  readonly #pauses = new Set<() => void>();

  constructor(clock: Clock, appSecret: string, acknowledged: () => void) {
    this.#clock = clock;
    this.#appSecret = appSecret;
    this.#acknowledged = acknowledged;
  }

  /** How many wait to be answered with 200. */
  get waiting(): number {
    return [...this.#lanes.values()].reduce((sum, lane) => sum + lane.length, 0);
  }

  /** @param lane whom it is about */
  push(webhook: Webhook, lane: string): void {
    const queue = this.#lanes.get(lane) ?? [];
    this.#lanes.set(lane, queue);
    const { repeats, shuffle } = this.disturbance;
    // What is on its way is no longer overtaken.
    const first = this.#busy.has(lane) ? 1 : 0;
    for (let copies = 0; copies <= repeats; copies += 1) {
      const place = shuffle ? first + Math.floor(shuffle() * (queue.length - first + 1)) : queue.length;
      queue.splice(place, 0, webhook);
    }
    this.#startLanes();
  }

  start(url: string): void {
    this.url = url;
    this.#startLanes();
  }

  stop(): void {
    this.#stopped.abort();
    for (const end of this.#pauses) end();
  }

  #startLanes(): void {
    if (this.url === undefined) return;
    for (const lane of this.#lanes.keys()) {
      if (this.#busy.size >= CONNECTIONS_MAX) return;
      if (!this.#busy.has(lane)) void this.#work(lane);
    }
  }

  async #work(lane: string): Promise<void> {
    this.#busy.add(lane);
    const queue = this.#lanes.get(lane) ?? [];
    for (let failures = 0; queue.length > 0 && !this.#stopped.signal.aborted; ) {
      if (await this.#deliver(queue[0])) {
        queue.shift();
        failures = 0;
        this.#acknowledged();
      } else {
        failures += 1;
        await this.#pause(Math.min(2 ** (failures - 1), RETRY_SECONDS_MAX));
      }
    }
    this.#busy.delete(lane);
    if (queue.length === 0) this.#lanes.delete(lane);
    if (!this.#stopped.signal.aborted) this.#startLanes();
  }

  async #deliver(webhook: Webhook | undefined): Promise<boolean> {
    if (this.url === undefined) return false;
    const body = JSON.stringify(webhook);
    try {
      const response = await fetch(this.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-hub-signature-256': this.sign(body) },
        body,
        signal: AbortSignal.any([this.#stopped.signal, AbortSignal.timeout(ANSWER_SECONDS_MAX * 1000)]),
      });
      await response.arrayBuffer();
      return response.ok;
    } catch {
      return false;
    }
  }

  sign(body: string): string {
    return `sha256=${createHmac('sha256', this.#appSecret).update(body).digest('hex')}`;
  }

  #pause(seconds: number): Promise<void> {
    return new Promise(resolve => {
      const end = () => {
        this.#pauses.delete(end);
        cancel();
        resolve();
      };
      const cancel = this.#clock.after(seconds * 1000, end);
      this.#pauses.add(end);
    });
  }
}
