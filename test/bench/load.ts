import type { TelegramServer } from '../../src/playground/telegram/telegram-server.ts';

/** What a load came to. Times are from the update to the reply, in ms. */
export interface LoadResult {
  sent: number;
  lost: number;
  duplicated: number;
  seconds: number;
  p50Ms: number;
  p99Ms: number;
}

/** Plainly asked questions, so that each is answered at once and once. */
const QUESTIONS = [
  'receptionist said no passport no doctor',
  'my boss did not pay me my wages',
  'what is the minimum wage',
  'can my child go to school if we have no papers',
  'how do i get immigration bail',
  'can i open a bank account',
];

/** Nothing more is coming when it has been quiet for so long. */
const QUIET_MS = 5000;
const FIRST_USER_ID = 10_000;

/** Everybody who writes, each in a chat of their own, and what came back. */
export class Crowd {
  readonly #server: TelegramServer;
  readonly #size: number;
  readonly #asked = new Map<number, number>();
  readonly #tookMs: number[] = [];
  #sent = 0;
  #duplicated = 0;
  #onReply: (chatId: number) => void = () => {};
  #lastReplyMs = 0;

  constructor(server: TelegramServer, size: number) {
    this.#server = server;
    this.#size = size;
    server.events.on('message', message => {
      if (!message.from?.is_bot) return;
      const askedMs = this.#asked.get(message.chat.id);
      this.#lastReplyMs = performance.now();
      if (askedMs === undefined) {
        this.#duplicated += 1;
        return;
      }
      this.#asked.delete(message.chat.id);
      this.#tookMs.push(this.#lastReplyMs - askedMs);
      this.#onReply(message.chat.id);
    });
  }

  /** Everybody says hello, and each question is asked once, so that neither what strangers are told nor a first reading is measured. */
  async greet(): Promise<void> {
    for (let index = 0; index < this.#size; index++) this.#say(FIRST_USER_ID + index, '/start');
    await this.#quiet();
    for (const index of QUESTIONS.keys()) {
      this.#say(FIRST_USER_ID + (index % this.#size), QUESTIONS[index] ?? '');
      await this.#quiet();
    }
    this.#tookMs.length = 0;
    this.#sent = 0;
    this.#duplicated = 0;
  }

  /** Each asks the next question when the last has been answered. */
  async closedLoop(messages: number): Promise<LoadResult> {
    const startedMs = performance.now();
    let finishedMs = startedMs;
    this.#onReply = chatId => {
      finishedMs = performance.now();
      if (this.#sent < messages) this.#ask(chatId);
    };
    for (let index = 0; index < Math.min(this.#size, messages); index++) this.#ask(FIRST_USER_ID + index);
    await this.#quiet();
    return this.#result((finishedMs - startedMs) / 1000);
  }

  /** Questions come at a steady rate, whether or not the last have been answered. */
  async openLoop(messages: number, perSecond: number): Promise<LoadResult> {
    const startedMs = performance.now();
    await new Promise<void>(resolve => {
      const timer = setInterval(() => {
        const due = Math.min(messages, Math.floor(((performance.now() - startedMs) / 1000) * perSecond));
        while (this.#sent < due) this.#ask(FIRST_USER_ID + (this.#sent % this.#size));
        if (this.#sent < messages) return;
        clearInterval(timer);
        resolve();
      }, 5);
    });
    const seconds = (performance.now() - startedMs) / 1000;
    await this.#quiet();
    return this.#result(seconds);
  }

  #ask(chatId: number): void {
    this.#say(chatId, QUESTIONS[this.#sent % QUESTIONS.length] ?? '');
  }

  #say(chatId: number, text: string): void {
    this.#sent += 1;
    this.#asked.set(chatId, performance.now());
    this.#server.user(chatId, { languageCode: 'en' }).say(text);
  }

  /** Resolves when nobody waits for an answer, or nothing has come for a while. */
  async #quiet(): Promise<void> {
    this.#lastReplyMs = performance.now();
    while (this.#asked.size > 0 && performance.now() - this.#lastReplyMs < QUIET_MS)
      await new Promise(resolve => setTimeout(resolve, 50));
    await new Promise(resolve => setTimeout(resolve, 300));
  }

  #result(seconds: number): LoadResult {
    const sorted = this.#tookMs.toSorted((a, b) => a - b);
    const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
    return {
      sent: this.#sent,
      lost: this.#asked.size,
      duplicated: this.#duplicated,
      seconds,
      p50Ms: at(0.5),
      p99Ms: at(0.99),
    };
  }
}
