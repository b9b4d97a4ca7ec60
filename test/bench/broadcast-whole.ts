// node test/bench/broadcast-whole.ts [--members 100000] [--ceiling 60]: a broadcast on PostgreSQL from its first to its last message, by two
// processes that are killed twice on the way, against a local Telegram that enforces so many messages a second.
import { once } from 'node:events';
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

/** Telegram's own limit, of which the ceiling is a multiple. */
const TELEGRAM_PER_SECOND = 30;
const TOKEN = '4242:broadcast';
const WORDS = 'We meet on Thursday at six.';
const WINDOW_MS = 10_000;
/** After a kill another process takes over, or one starts again: nothing can be held at a ceiling meanwhile. */
const RECOVERS_MS = 30_000;

const { values } = parseArgs({
  options: { members: { type: 'string', default: '100000' }, ceiling: { type: 'string', default: '60' } },
});
const members = Number(values.members);
const ceiling = Number(values.ceiling);
const postgres = await startPostgres();
const directory = mkdtempSync(join(tmpdir(), 'folding-chair-broadcast-'));
const limits = { scale: ceiling / TELEGRAM_PER_SECOND };
const telegram = await startTelegramServer({ bots: [{ token: TOKEN }], limits, messagesMaxPerChat: 3 });
const databaseUrl = await postgres.createDatabase();
const env = {
  TELEGRAM_BOT_TOKEN: TOKEN,
  TELEGRAM_API_ROOT: telegram.apiRoot,
  TELEGRAM_MESSAGES_PER_SECOND: String(ceiling),
  DATA_DIR: directory,
  DATABASE_URL: databaseUrl,
  SEAL_KEY: newSealKey(),
};
const database = await openDatabase({ databaseUrl, dataDirectory: directory });
const got = new Map<number, number>();
const arrivedMs: number[] = [];
const rssMb: number[] = [];
const killedMs: number[] = [];
telegram.events.on('message', ({ chat, text }) => {
  if (!text?.startsWith(WORDS)) return;
  got.set(chat.id, (got.get(chat.id) ?? 0) + 1);
  arrivedMs.push(performance.now());
});

say(`making ${members} members …`);
await generateMembers(database, env.SEAL_KEY, members);
for (let index = 0; index < members; index++) telegram.user(FIRST_MEMBER_ID + index).room.started = true;
const start = () => startBotProcess(env);
const startWorker = () => startBotProcess(env, ['--role=worker']);
let bots: BotProcess[] = [await start(), await startWorker()];
const beganMs = performance.now();
const id = await broadcastToEverybody(database, WORDS);
while ((await database.prisma.broadcast.findUniqueOrThrow({ where: { id } })).status !== 'sending') await pause(50);
const gatherSeconds = round((performance.now() - beganMs) / 1000);
say(`gathered in ${gatherSeconds} s, sending …`);
const watching = setInterval(() => {
  const alive = bots.filter(({ child }) => child.exitCode === null && child.signalCode === null);
  if (alive.length === 2) rssMb.push(alive.reduce((sum, bot) => sum + bot.rssMb(), 0));
}, WINDOW_MS);

await arrived(members * 0.25);
await kill([0]);
await arrived(members * 0.6);
await kill([0, 1]);
await arrived(members);
while ((await database.prisma.broadcast.findUniqueOrThrow({ where: { id } })).status !== 'done') await pause(100);
clearInterval(watching);
const results = await database.prisma.broadcastRecipient.groupBy({
  by: ['status', 'reason'],
  where: { broadcastId: id },
  _count: true,
});
const rates = undisturbedRates();
console.log({
  members,
  ceiling,
  gatherSeconds,
  minutes: round(((arrivedMs.at(-1) ?? 0) - (arrivedMs[0] ?? 0)) / 60_000),
  messagesPerSecond: round(rates.reduce((sum, rate) => sum + rate, 0) / rates.length),
  windowsAtCeilingPercent: round((100 * rates.filter(rate => rate >= 0.95 * ceiling).length) / rates.length),
  rssMb: {
    first: Math.round(rssMb[0] ?? 0),
    highest: Math.round(Math.max(...rssMb)),
    last: Math.round(rssMb.at(-1) ?? 0),
  },
  reached: got.size,
  twice: [...got.values()].filter(times => times > 1).length,
  results: results.map(({ status, reason, _count }) => [status, reason, _count]),
});
await Promise.all(bots.map(bot => bot.stop()));
await database.close();
await telegram.stop();
await postgres.stop();
rmSync(directory, { recursive: true, force: true });

async function arrived(people: number): Promise<void> {
  while (got.size < people) await once(telegram.events, 'message');
}

async function kill(which: number[]): Promise<void> {
  say(`killing ${which.length} of 2 after ${got.size} …`);
  killedMs.push(performance.now());
  await Promise.all(which.map(index => bots[index]?.kill()));
  bots = await Promise.all(
    bots.map((bot, index) => (which.includes(index) ? (index === 0 ? start() : startWorker()) : bot)),
  );
}

/** Messages a second in each ten seconds, without those in which a process was killed and replaced. */
function undisturbedRates(): number[] {
  const [from = 0, to = 0] = [arrivedMs[0], arrivedMs.at(-1)];
  const counts = new Array<number>(Math.floor((to - from) / WINDOW_MS)).fill(0);
  for (const atMs of arrivedMs) {
    const index = Math.floor((atMs - from) / WINDOW_MS);
    if (index < counts.length) counts[index] = (counts[index] ?? 0) + 1;
  }
  return counts.flatMap((count, index) => {
    const startMs = from + index * WINDOW_MS;
    const isDisturbed = killedMs.some(atMs => startMs + WINDOW_MS > atMs && startMs < atMs + RECOVERS_MS);
    return isDisturbed ? [] : [count / (WINDOW_MS / 1000)];
  });
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function say(words: string): void {
  process.stderr.write(`${words}\n`);
}
