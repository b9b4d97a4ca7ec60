import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { startTelegramServer, type TelegramServer } from '../../src/playground/telegram/telegram-server.ts';
import { type BotProcess, newSealKey, startBotProcess } from '../support/bot-process.ts';
import { untilStored } from '../support/case-house-life.ts';
import { faultSize } from '../support/fault-size.ts';
import { startPostgres, type TestPostgres } from '../support/postgres.ts';
import { randomNumbers } from '../support/random-numbers.ts';

const TOKEN = '4242:kill';
const CHATS = 20;
const KILLS = faultSize(50, 8);
const QUESTIONS = [
  'receptionist said no passport no doctor',
  'my boss did not pay me my wages',
  'what is the minimum wage',
];

/** People who ask the next question when the last has been answered, and count what comes back. */
class Askers {
  asked = 0;
  answered = 0;
  isOver = false;
  readonly #server: TelegramServer;
  readonly #waiting = new Set<number>();

  constructor(server: TelegramServer) {
    this.#server = server;
    server.events.on('message', message => {
      if (!message.from?.is_bot) return;
      this.answered += 1;
      if (!this.#waiting.delete(message.chat.id) || this.isOver) return;
      this.ask(message.chat.id);
    });
  }

  ask(chatId: number): void {
    this.#waiting.add(chatId);
    const question = QUESTIONS[this.asked % QUESTIONS.length] ?? '';
    this.asked += 1;
    this.#server.user(chatId, { languageCode: 'en' }).say(question);
  }

  /** Resolves when nobody waits who has not been written to. */
  async allAnswered(): Promise<void> {
    while (this.#waiting.size > 0) await new Promise(resolve => this.#server.events.once('message', resolve));
  }
}

describe('a bot that is killed at random moments under load', () => {
  let postgres: TestPostgres;
  let telegram: TelegramServer;
  let bot: BotProcess | undefined;
  const directory = mkdtempSync(join(tmpdir(), 'folding-chair-kill-'));

  beforeAll(async () => {
    postgres = await startPostgres();
    telegram = await startTelegramServer({ bots: [{ token: TOKEN }], limits: 'off', messagesMaxPerChat: 20 });
  });
  afterAll(async () => {
    await bot?.kill();
    await telegram.stop();
    await postgres.stop();
    rmSync(directory, { recursive: true, force: true });
  });

  test(`loses no inbound in ${KILLS} kills, and repeats only replies that were in flight, which it counts`, async () => {
    const databaseUrl = await postgres.createDatabase();
    const env = {
      TELEGRAM_BOT_TOKEN: TOKEN,
      TELEGRAM_API_ROOT: telegram.apiRoot,
      TELEGRAM_MESSAGES_PER_SECOND: '100000',
      TELEGRAM_MESSAGES_PER_SECOND_PER_CHAT: '100000',
      DATABASE_URL: databaseUrl,
      DATA_DIR: directory,
      SEAL_KEY: newSealKey(),
    };
    const random = randomNumbers(20261124);
    const askers = new Askers(telegram);
    bot = await startBotProcess(env);
    for (let chat = 0; chat < CHATS; chat++) telegram.user(chat + 1, { languageCode: 'en' }).say('/start');
    while (askers.answered < CHATS) await new Promise(resolve => telegram.events.once('message', resolve));
    askers.answered = 0;
    for (let chat = 0; chat < CHATS; chat++) askers.ask(chat + 1);

    for (let kill = 0; kill < KILLS; kill++) {
      // Time is what this test is about: the moment of the kill is random by design.
      await pause(random() * 800);
      await bot.kill();
      bot = await startBotProcess(env);
    }
    // However slow the machine: it goes on, and not only with what was asked at first.
    while (askers.asked <= KILLS) await new Promise(resolve => telegram.events.once('message', resolve));
    askers.isOver = true;
    await askers.allAnswered();

    const client = new pg.Client({ connectionString: databaseUrl });
    await client.connect();
    // Who was written to twice may still wait for the next answer: only the books say when everything has gone.
    await untilStored(
      { query: async text => (await client.query(text)).rows },
      `NOT EXISTS (SELECT FROM inbound_message WHERE status = 'waiting')
       AND NOT EXISTS (SELECT FROM outbound_message WHERE status IN ('queued', 'sending'))`,
    );
    const [{ waiting, aside, repeated }] = (
      await client.query(`
        SELECT (SELECT count(*)::int FROM inbound_message WHERE status = 'waiting') AS waiting,
               (SELECT count(*)::int FROM inbound_message WHERE status = 'set aside') AS aside,
               (SELECT count(*)::int FROM outbound_message WHERE maybe_repeated) AS repeated`)
    ).rows;
    await client.end();
    expect({ waiting, aside }).toEqual({ waiting: 0, aside: 0 });
    expect(askers.answered).toBeGreaterThanOrEqual(askers.asked);
    expect(askers.answered - askers.asked).toBeLessThanOrEqual(repeated);
  }, 600_000);
});
