import type { Clock } from '../clock.ts';
import type { Conversation } from './conversation.ts';
import { randomId } from './random-id.ts';
import { SlackError } from './slack-error.ts';
import type { Message } from './wire.ts';

/** https://docs.slack.dev/interactivity/handling-user-interaction#message_responses */
const usesMax = 5;
const lifetimeMs = 30 * 60 * 1000;

/** Where an answer to something that somebody did will stand. */
export interface ResponseTarget {
  room: Conversation;
  userId: string;
  /** The message in which it happened; there is none for a command. */
  source: Message | undefined;
}

/** The addresses to which an app may answer what somebody did: five times, for half an hour. */
export class ResponseUrls {
  readonly #clock: Clock;
  readonly #origin: () => string;
  readonly #targets = new Map<string, ResponseTarget & { uses: number; expiresAtMs: number }>();

  constructor(clock: Clock, origin: () => string) {
    this.#clock = clock;
    this.#origin = origin;
  }

  give(target: ResponseTarget): string {
    const id = randomId(24);
    this.#targets.set(id, { ...target, uses: 0, expiresAtMs: this.#clock.nowMs() + lifetimeMs });
    return `${this.#origin()}/actions/${id}`;
  }

  /** @throws {SlackError} `expired_url` or `used_url` */
  use(id: string): ResponseTarget {
    const target = this.#targets.get(id);
    if (target === undefined || this.#clock.nowMs() > target.expiresAtMs) throw new SlackError('expired_url');
    if (target.uses >= usesMax) throw new SlackError('used_url');
    target.uses += 1;
    return target;
  }
}
