// npm run bench [-- --json]: the same loads on the bot and on a bare grammY echo, against a local Telegram server in another process.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startTelegramServer } from '../../src/playground/telegram/telegram-server.ts';
import { type BotProcess, newSealKey, spawnScript, startBotProcess } from '../support/bot-process.ts';
import { startPostgres } from '../support/postgres.ts';
import { Crowd, type LoadResult } from './load.ts';

interface Row {
  name: string;
  database: string;
  load: string;
  messagesPerSecond: number;
  p50Ms: number;
  p99Ms: number;
  cpuMsPerMessage: number;
  /** Since the process started. */
  peakRssMb: number;
  /** After the start, before the load. */
  idleRssMb: number;
  sent: number;
  lost: number;
  duplicated: number;
}

const TOKEN = '4242:bench';
/** Chats, and the load on them. In an open loop each asks once: questions of one chat that come together would be answered as one. */
const LOADS: { load: string; chats: number; run: (crowd: Crowd) => Promise<LoadResult> }[] = [
  { load: 'closed, 100 chats', chats: 100, run: crowd => crowd.closedLoop(6000) },
  { load: 'open, 300/s', chats: 3000, run: crowd => crowd.openLoop(3000, 300) },
  { load: 'open, 30/s', chats: 600, run: crowd => crowd.openLoop(600, 30) },
];
/** Garbage and compiled code of the start are given back after a while. */
const SETTLE_MS = 4000;

const { values } = parseArgs({
  options: { json: { type: 'boolean' }, only: { type: 'string' }, on: { type: 'string' } },
});
const postgres = await startPostgres();
const rows: Row[] = [];
for (const { load, chats, run } of LOADS.filter(({ load }) => load.includes(values.only ?? ''))) {
  for (const [name, database] of [
    ['echo', 'none'],
    ['folding-chair', 'pglite'],
    ['folding-chair', 'postgres'],
    ['folding-chair', 'postgres, with a worker'],
  ] as const) {
    if (values.on && database !== values.on) continue;
    process.stderr.write(`${name} on ${database}: ${load} …\n`);
    rows.push(await measure(name, database, load, chats, run));
  }
}
await postgres.stop();
print(rows);

async function measure(
  name: string,
  database: string,
  load: string,
  chats: number,
  run: (crowd: Crowd) => Promise<LoadResult>,
): Promise<Row> {
  const telegram = await startTelegramServer({ bots: [{ token: TOKEN }], limits: 'off', messagesMaxPerChat: 10 });
  const directory = mkdtempSync(join(tmpdir(), 'folding-chair-bench-'));
  const bot = await start(name, database, directory, telegram.apiRoot);
  try {
    await new Promise(resolve => setTimeout(resolve, SETTLE_MS));
    const idleRssMb = bot.rssMb();
    const crowd = new Crowd(telegram, chats);
    await crowd.greet();
    const cpuBeforeMs = bot.cpuMs();
    const result = await run(crowd);
    if (result.lost > 0) process.stderr.write(bot.output());
    return {
      name,
      database,
      load,
      messagesPerSecond: round((result.sent - result.lost) / result.seconds),
      p50Ms: round(result.p50Ms),
      p99Ms: round(result.p99Ms),
      cpuMsPerMessage: round((bot.cpuMs() - cpuBeforeMs) / result.sent),
      peakRssMb: Math.round(bot.peakRssMb()),
      idleRssMb: Math.round(idleRssMb),
      sent: result.sent,
      lost: result.lost,
      duplicated: result.duplicated,
    };
  } finally {
    await bot.stop();
    await telegram.stop();
    rmSync(directory, { recursive: true, force: true });
  }
}

async function start(name: string, database: string, directory: string, apiRoot: string): Promise<BotProcess> {
  const telegram = { TELEGRAM_BOT_TOKEN: TOKEN, TELEGRAM_API_ROOT: apiRoot };
  if (name === 'echo') {
    const echo = spawnScript('test/bench/echo-bot.ts', telegram);
    await new Promise(resolve => echo.child.stdout?.once('data', resolve));
    return echo;
  }
  const env = {
    ...telegram,
    DATA_DIR: directory,
    // The local server sets no limits: what is measured is the pipeline, not the patience that Telegram asks for.
    TELEGRAM_MESSAGES_PER_SECOND: '100000',
    TELEGRAM_MESSAGES_PER_SECOND_PER_CHAT: '100000',
    ...(database !== 'pglite' && { DATABASE_URL: await postgres.createDatabase(), SEAL_KEY: newSealKey() }),
  };
  // The first start makes the tables, with an engine that takes 17 MB: what is measured is every other start.
  await (await startBotProcess(env)).stop();
  const bot = await startBotProcess(env);
  return database.includes('worker') ? together(bot, await startBotProcess(env, ['--role=worker'])) : bot;
}

/** Two processes counted as one. */
function together(bot: BotProcess, worker: BotProcess): BotProcess {
  return {
    ...bot,
    cpuMs: () => bot.cpuMs() + worker.cpuMs(),
    rssMb: () => bot.rssMb() + worker.rssMb(),
    peakRssMb: () => bot.peakRssMb() + worker.peakRssMb(),
    output: () => bot.output() + worker.output(),
    async stop() {
      await worker.stop();
      return bot.stop();
    },
  };
}

function print(results: Row[]): void {
  if (values.json) {
    console.log(JSON.stringify(results));
    return;
  }
  console.table(results);
  for (const row of results.filter(({ name }) => name !== 'echo')) {
    const echo = results.find(other => other.name === 'echo' && other.load === row.load);
    if (!echo) continue;
    const [rate, cpu] = [row.messagesPerSecond / echo.messagesPerSecond, row.cpuMsPerMessage / echo.cpuMsPerMessage];
    console.log(
      `${row.load} on ${row.database}: ×${round(rate)} the echo's rate, ×${round(cpu)} its CPU, ${round(row.p99Ms - echo.p99Ms)} ms more at p99`,
    );
  }
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
