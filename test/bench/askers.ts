import type { TelegramServer } from '../../src/playground/telegram/telegram-server.ts';

const FIRST_ASKER_ID = 10;

/** People who write now and then, each once. */
export class Askers {
  readonly #server: TelegramServer;
  readonly #askedMs = new Map<number, number>();
  readonly #tookMs: number[] = [];
  #nextId = FIRST_ASKER_ID;

  constructor(server: TelegramServer) {
    this.#server = server;
    server.events.on('message', message => {
      const askedMs = this.#askedMs.get(message.chat.id);
      if (!message.from?.is_bot || askedMs === undefined) return;
      this.#askedMs.delete(message.chat.id);
      this.#tookMs.push(performance.now() - askedMs);
    });
  }

  ask(): void {
    const id = this.#nextId++;
    this.#askedMs.set(id, performance.now());
    this.#server.user(id, { languageCode: 'en' }).say('what is the minimum wage');
  }

  result() {
    const sorted = this.#tookMs.toSorted((a, b) => a - b);
    const at = (share: number) => Math.round(sorted[Math.floor((sorted.length - 1) * share)] ?? Number.NaN);
    return { answers: sorted.length, answerP50Ms: at(0.5), answerP95Ms: at(0.95), answerMaxMs: at(1) };
  }
}
