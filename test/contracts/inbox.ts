import type { Inbound } from '../../src/messages/inbound.ts';

interface Held {
  accept(): void;
}

/** Stands where the bot stores what arrives: takes it, holds it or refuses it as a test says. */
export class Inbox {
  readonly #heard: Inbound[] = [];
  #held: Held[] = [];
  #holds = false;
  #refusals = 0;
  #look = () => {};

  receive = (inbound: Inbound): Promise<void> => {
    this.#heard.push(inbound);
    this.#look();
    if (this.#refusals > 0) {
      this.#refusals -= 1;
      return Promise.reject(new Error('The database is away: this is what the test asked for.'));
    }
    if (!this.#holds) return Promise.resolve();
    return new Promise(accept => this.#held.push({ accept }));
  };

  /** Lets what arrives from now on wait to be stored. */
  holdAll(): void {
    this.#holds = true;
  }

  /** Stores what waits, and what comes. */
  acceptAll(): void {
    this.#holds = false;
    for (const { accept } of this.#held) accept();
    this.#held = [];
  }

  /** How many of a kind have arrived. */
  count(kind: Inbound['content']['kind']): number {
    return this.#heard.filter(({ content }) => content.kind === kind).length;
  }

  refuseNext(): void {
    this.#refusals += 1;
  }

  /** @returns all that has arrived, once there is one that `matches`. */
  until(matches: (inbound: Inbound, count: number) => boolean): Promise<Inbound[]> {
    return new Promise(resolve => {
      this.#look = () => {
        if (this.#heard.some((inbound, index) => matches(inbound, index + 1))) resolve([...this.#heard]);
      };
      this.#look();
    });
  }
}
