import type { Taken } from '../../slack/slack-view.ts';
import { addressOf } from '../post.ts';

/** Does things in one person's name; what is refused is said in a toast. */
export class Calls {
  readonly #personId: () => string;
  readonly #say: (words: string) => void;

  constructor(personId: () => string, say: (words: string) => void) {
    this.#personId = personId;
    this.#say = say;
  }

  /** @returns what the server answered; undefined when it refused */
  async do<Answer>(action: string, body: object = {}): Promise<Answer | undefined> {
    const headers = { 'content-type': 'application/json' };
    return this.#post(action, { headers, body: JSON.stringify(body) });
  }

  async send(action: string, form: FormData): Promise<void> {
    await this.#post(action, { body: form });
  }

  /** Does what the app has to acknowledge. @returns whether it did */
  async ask(action: string, body: object = {}): Promise<boolean> {
    const taken = await this.do<Taken>(action, body);
    if (taken && !taken.acknowledged) this.#say(refusalWords(taken.reason));
    return taken?.acknowledged ?? false;
  }

  async #post<Answer>(action: string, init: RequestInit): Promise<Answer | undefined> {
    try {
      const path = addressOf(`slack/people/${this.#personId()}/${action}`);
      const response = await fetch(path, { method: 'POST', ...init });
      if (response.ok) return (await response.json()) as Answer;
      this.#say(await response.text());
    } catch {
      this.#say('The playground does not answer. Is it still running?');
    }
    return undefined;
  }
}

/** Why the app did not take something, for the person who did it. */
export function refusalWords(reason: string): string {
  switch (reason) {
    case 'timeout':
    case 'http_timeout':
      return 'The app did not answer in 3 seconds. Try again.';
    case 'connection_failed':
      return 'No app is connected to this Slack, so nobody heard that.';
    case 'http_error':
      return 'The app answered with an error. Its log says why.';
    default:
      return `Slack did not understand what the app answered: ${reason}`;
  }
}
