import { randomBytes, randomInt } from 'node:crypto';
import type { Clock } from '../clock.ts';
import { SlackError } from './slack-error.ts';

/** https://docs.slack.dev/interactivity/handling-user-interaction: three seconds, once. */
const lifetimeMs = 3000;

export interface Trigger {
  userId: string;
  /** The modal in which it happened. */
  viewId: string | undefined;
  /** Whether it came from the Home tab. */
  fromHome: boolean;
}

/** The short rights to show somebody a modal, each given by something that they did. */
export class TriggerStore {
  readonly #clock: Clock;
  readonly #triggers = new Map<string, Trigger & { expiresAtMs: number; used: boolean }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  give(userId: string, from: { viewId?: string; fromHome?: boolean } = {}): string {
    const id = `${randomInt(1e9)}.${randomInt(1e9)}.${randomBytes(16).toString('hex')}`;
    const expiresAtMs = this.#clock.nowMs() + lifetimeMs;
    this.#triggers.set(id, { userId, viewId: from.viewId, fromHome: from.fromHome ?? false, expiresAtMs, used: false });
    return id;
  }

  /** @throws {SlackError} `invalid_trigger_id`, `exchanged_trigger_id` or `expired_trigger_id` */
  exchange(id: string): Trigger {
    const trigger = this.#triggers.get(id);
    if (trigger === undefined) throw new SlackError('invalid_trigger_id');
    if (trigger.used) throw new SlackError('exchanged_trigger_id');
    if (this.#clock.nowMs() > trigger.expiresAtMs) throw new SlackError('expired_trigger_id');
    trigger.used = true;
    return trigger;
  }
}
