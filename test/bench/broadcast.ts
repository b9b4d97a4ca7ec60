// node test/bench/broadcast.ts [--members 100000] [--seconds 180] [--json]: a broadcast on PostgreSQL, against a local Telegram that enforces its limits.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { openDatabase } from '../../src/database/database.ts';
import { startTelegramServer } from '../../src/playground/telegram/telegram-server.ts';
import { type BotProcess, newSealKey, startBotProcess } from '../support/bot-process.ts';
import { broadcastToEverybody } from '../support/broadcast-to-everybody.ts';
import { FIRST_MEMBER_ID, generateMembers } from '../support/generated-members.ts';
import { startPostgres } from '../support/postgres.ts';
import { Askers } from './askers.ts';

/** Telegram's own: https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this */
const CEILING_PER_SECOND = 30;
const TOKEN = '4242:broadcast';
const WORDS = 'We meet on Thursday at six. There is food, and a room for children to play in.';
const LOOK_MS = 50;
/** Somebody asks something this often, to see whether they wait behind the broadcast. */
const ASK_MS = 1000;
/** What has begun to flow: bursts of the beginning are not measured. */
const SETTLE_MS = 3000;
const WINDOW_MS = 10_000;

const { values } = parseArgs({
  options: {
    members: { type: 'string', default: '100000' },
    seconds: { type: 'string', default: '180' },
    workers: { type: 'string', default: '0' },
    json: { type: 'boolean' },
  },
});
const members = Number(values.members);
const seconds = Number(values.seconds);

const postgres = await startPostgres();
const directory = mkdtempSync(join(tmpdir(), 'folding-chair-broadcast-'));
const telegram = await startTelegramServer({ bots: [{ token: TOKEN }], limits: { scale: 1 }, messagesMaxPerChat: 3 });
const databaseUrl = await postgres.createDatabase();
const env = {
  TELEGRAM_BOT_TOKEN: TOKEN,
  TELEGRAM_API_ROOT: telegram.apiRoot,
  DATA_DIR: directory,
  DATABASE_URL: databaseUrl,
  SEAL_KEY: newSealKey(),
};
const database = await openDatabase({ databaseUrl, dataDirectory: directory });
const bots: BotProcess[] = [];
try {
  say(`making ${members} members …`);
  await generateMembers(database, env.SEAL_KEY, members);
  for (let index = 0; index < members; index++) telegram.user(FIRST_MEMBER_ID + index).room.started = true;
  bots.push(await startBotProcess(env));
  for (let worker = 0; worker < Number(values.workers); worker++)
    bots.push(await startBotProcess(env, ['--role=worker']));
  await pause(SETTLE_MS);
  const idleRssMb = rssMb();
  say('gathering …');
  const gathered = await gather();
  say(`sending for ${seconds} seconds …`);
  const sent = await send();
  const row = { members, seconds, workers: bots.length - 1, idleRssMb, ...gathered, ...sent };
  console.log(values.json ? JSON.stringify(row) : row);
} finally {
  await Promise.all(bots.map(bot => bot.stop()));
  await database.close();
  await telegram.stop();
  await postgres.stop();
  rmSync(directory, { recursive: true, force: true });
}

/** From the press of the button until everybody is written down. */
async function gather() {
  const startedMs = performance.now();
  const cpuBeforeMs = cpuMs();
  const id = await broadcastToEverybody(database, WORDS);
  let peakMb = 0;
  while ((await database.prisma.broadcast.findUniqueOrThrow({ where: { id } })).status !== 'sending') {
    peakMb = Math.max(peakMb, rssMb());
    await pause(LOOK_MS);
  }
  return {
    gatherSeconds: round((performance.now() - startedMs) / 1000),
    gatherCpuMs: Math.round(cpuMs() - cpuBeforeMs),
    gatherRssMb: Math.round(peakMb),
  };
}

/** What the platform gets, second by second, and how long others wait for their answers meanwhile. */
async function send() {
  const arrivedMs: number[] = [];
  const askers = new Askers(telegram);
  telegram.events.on('message', message => {
    if (message.from?.is_bot) arrivedMs.push(performance.now());
  });
  await pause(SETTLE_MS);
  const asking = setInterval(() => askers.ask(), ASK_MS);
  const startMs = performance.now();
  const cpuBeforeMs = cpuMs();
  await pause(seconds * 1000);
  const endMs = performance.now();
  clearInterval(asking);
  const usedMs = cpuMs() - cpuBeforeMs;
  const inTime = arrivedMs.filter(atMs => atMs >= startMs && atMs < endMs);
  const windows = Array.from({ length: Math.floor((endMs - startMs) / WINDOW_MS) }, (_, index) => {
    const fromMs = startMs + index * WINDOW_MS;
    return inTime.filter(atMs => atMs >= fromMs && atMs < fromMs + WINDOW_MS).length / (WINDOW_MS / 1000);
  });
  const [counted] = await database.prisma.$queryRaw<{ tried: number; twice: number }[]>`
    SELECT count(*) FILTER (WHERE attempts > 1)::int AS tried, count(*) FILTER (WHERE maybe_repeated)::int AS twice FROM outbound_message`;
  return {
    messagesPerSecond: round(inTime.length / ((endMs - startMs) / 1000)),
    shareOfCeiling: round((100 * inTime.length) / ((endMs - startMs) / 1000) / CEILING_PER_SECOND),
    windowsAbove95Percent: round(
      (100 * windows.filter(rate => rate >= 0.95 * CEILING_PER_SECOND).length) / windows.length,
    ),
    cpuMsPerMessage: round(usedMs / inTime.length),
    peakRssMb: Math.round(bots.reduce((sum, bot) => sum + bot.peakRssMb(), 0)),
    rssMb: Math.round(rssMb()),
    triedAgain: counted?.tried,
    maybeTwice: counted?.twice,
    ...askers.result(),
  };
}

function cpuMs(): number {
  return bots.reduce((sum, bot) => sum + bot.cpuMs(), 0);
}

function rssMb(): number {
  return bots.reduce((sum, bot) => sum + bot.rssMb(), 0);
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function say(words: string): void {
  process.stderr.write(`${words}\n`);
}
