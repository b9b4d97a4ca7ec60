import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Database, openDatabase } from '../../src/database/database.ts';
import { startTelegramServer, type TelegramServer } from '../../src/playground/telegram/telegram-server.ts';
import { type BotProcess, newSealKey, startBotProcess } from '../support/bot-process.ts';
import { broadcastToEverybody } from '../support/broadcast-to-everybody.ts';
import { faultSize } from '../support/fault-size.ts';
import { FIRST_MEMBER_ID, generateMembers } from '../support/generated-members.ts';
import { startPostgres, type TestPostgres } from '../support/postgres.ts';
import { until } from '../support/until.ts';

const TOKEN = '4242:broadcast';
const MEMBERS = faultSize(10_000, 600);
const PER_SECOND = faultSize(100, 40);
const WORDS = 'We meet on Thursday.';
/** Another process takes over from one that feeds and dies: a heartbeat of 10 seconds, looked at every 10. */
const REPLACED_SECONDS_MAX = 25;

let postgres: TestPostgres;
let telegram: TelegramServer;
let database: Database;
let bots: BotProcess[] = [];
const directory = mkdtempSync(join(tmpdir(), 'folding-chair-broadcast-kill-'));
/** How often each chat got it. */
const got = new Map<number, number>();

beforeAll(async () => {
  postgres = await startPostgres();
  telegram = await startTelegramServer({ bots: [{ token: TOKEN }], limits: 'off', messagesMaxPerChat: 5 });
  telegram.events.on('message', ({ chat, text }) => {
    if (text?.startsWith(WORDS)) got.set(chat.id, (got.get(chat.id) ?? 0) + 1);
  });
}, 60_000);
afterAll(async () => {
  await Promise.all(bots.map(bot => bot.stop()));
  await database?.close();
  await telegram.stop();
  await postgres.stop();
  rmSync(directory, { recursive: true, force: true });
});

/** Resolves when so many people have got it. */
async function arrived(people: number): Promise<void> {
  while (got.size < people) await once(telegram.events, 'message');
}

test(`a broadcast to ${MEMBERS} people that is killed twice on its way reaches everybody, and nobody twice`, async () => {
  const databaseUrl = await postgres.createDatabase();
  const env = {
    TELEGRAM_BOT_TOKEN: TOKEN,
    TELEGRAM_API_ROOT: telegram.apiRoot,
    TELEGRAM_MESSAGES_PER_SECOND: String(PER_SECOND),
    DATA_DIR: directory,
    DATABASE_URL: databaseUrl,
    SEAL_KEY: newSealKey(),
  };
  database = await openDatabase({ databaseUrl, dataDirectory: directory });
  await generateMembers(database, env.SEAL_KEY, MEMBERS);
  for (let index = 0; index < MEMBERS; index++) telegram.user(FIRST_MEMBER_ID + index).room.started = true;
  const start = () => startBotProcess(env);
  const startWorker = () => startBotProcess(env, ['--role=worker']);
  bots = [await start(), await startWorker()];
  const id = await broadcastToEverybody(database, WORDS);

  await arrived(MEMBERS * 0.25);
  await bots[0]?.kill();
  const afterKill = got.size;
  const killedMs = performance.now();
  // Whichever of the two fed it: the other goes on. More than what had been given already must come.
  await arrived(afterKill + 3 * PER_SECOND);
  expect((performance.now() - killedMs) / 1000 - 3).toBeLessThan(REPLACED_SECONDS_MAX);
  bots[0] = await start();

  await arrived(MEMBERS * 0.6);
  await Promise.all(bots.map(bot => bot.kill()));
  bots = [await start(), await startWorker()];

  await arrived(MEMBERS);
  const { prisma } = database;
  await until(async () => (await prisma.broadcast.findUniqueOrThrow({ where: { id } })).status === 'done');
  const results = await prisma.broadcastRecipient.groupBy({
    by: ['status', 'reason'],
    where: { broadcastId: id },
    _count: true,
  });
  const counted = results.find(({ reason }) => reason === 'maybe twice')?._count ?? 0;
  const twice = [...got.values()].filter(times => times > 1).length;
  expect(new Set(results.map(({ status }) => status))).toEqual(new Set(['sent']));
  expect(results.reduce((sum, { _count }) => sum + _count, 0)).toBe(MEMBERS);
  expect(got.size).toBe(MEMBERS);
  expect(twice).toBe(0);
  expect(counted).toBeLessThanOrEqual(2 * 2 * PER_SECOND);
}, 600_000);
