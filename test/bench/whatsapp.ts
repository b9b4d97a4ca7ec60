// node test/bench/whatsapp.ts [--people 50] [--questions 10]: what the bot and its browser hold in memory on each of WhatsApp's transports, on
// PostgreSQL: Cloud against the local server, Web with the real library in a real browser and a page that is not WhatsApp's.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { familyMemory } from '../../src/channels/whatsapp-web/process/family-memory.ts';
import { textOf } from '../../src/playground/whatsapp/shown-message.ts';
import { startWhatsappServer } from '../../src/playground/whatsapp/whatsapp-server.ts';
import { type BotProcess, newSealKey, startBotProcess } from '../support/bot-process.ts';
import { fakeChromium } from '../support/fake-whatsapp-web/fake-chromium.ts';
import { fakeMember } from '../support/fake-whatsapp-web/fake-member.ts';
import { FakeWhatsAppWeb } from '../support/fake-whatsapp-web/fake-whatsapp-web.ts';
import { startPostgres } from '../support/postgres.ts';

const VERIFY_TOKEN = 'the-verify-token-of-the-benchmark';
const QUESTION = 'what is the minimum wage';
const ANSWER = /minimum wage/i;
/** Garbage and compiled code of the start are given back after a while. */
const SETTLE_MS = 4000;

/** Somebody who asks, and waits for the answer. */
type Ask = () => Promise<unknown>;
/** Memory in MB, shared pages counted once. */
interface Row {
  transport: string;
  /** The bot itself; what runs the library; and its browser. */
  bot: number;
  library: number;
  browser: number;
}

const { values } = parseArgs({
  options: { people: { type: 'string', default: '50' }, questions: { type: 'string', default: '10' } },
});
const people = Number(values.people);
const questions = Number(values.questions);
const postgres = await startPostgres();
const directory = mkdtempSync(join(tmpdir(), 'folding-chair-bench-'));
const common = async () => ({
  DATA_DIR: directory,
  DATABASE_URL: await postgres.createDatabase(),
  SEAL_KEY: newSealKey(),
});
console.table([...(await onCloud()), ...(await onWeb())]);
await postgres.stop();
rmSync(directory, { recursive: true, force: true, maxRetries: 5 });

async function onCloud(): Promise<Row[]> {
  const whatsapp = await startWhatsappServer({ limits: 'off', appSecret: 'ab'.repeat(16) });
  const { token, phoneNumberId, appSecret } = whatsapp.business;
  const bot = await startBotProcess({
    ...(await common()),
    WHATSAPP_TRANSPORT: 'cloud',
    WHATSAPP_CLOUD_TOKEN: token,
    WHATSAPP_CLOUD_PHONE_NUMBER_ID: phoneNumberId,
    WHATSAPP_CLOUD_APP_SECRET: appSecret,
    WHATSAPP_CLOUD_VERIFY_TOKEN: VERIFY_TOKEN,
    WHATSAPP_CLOUD_API_ROOT: `${whatsapp.apiRoot}/v25.0`,
  });
  await whatsapp.subscribe(`${urlOf(bot)}/whatsapp`, VERIFY_TOKEN);
  const members = Array.from({ length: people }, (_, index) => whatsapp.user(`GB.${2_000_000 + index}`));
  const asking = members.map(member => async () => {
    const answered = member.waitForMessage(message => ANSWER.test(textOf(message)), 120_000);
    member.say(QUESTION);
    await answered;
  });
  const rows = await measure('Cloud', bot, asking);
  await bot.stop();
  await whatsapp.stop();
  return rows;
}

async function onWeb(): Promise<Row[]> {
  const web = await FakeWhatsAppWeb.start();
  web.isPairedByItself = true;
  const bot = await startBotProcess({
    ...(await common()),
    WHATSAPP_TRANSPORT: 'web',
    CHROMIUM_PATH: await fakeChromium(directory),
    WHATSAPP_WEB_VERSION: web.writePage(join(directory, 'whatsapp-web', 'pages')).version,
    WHATSAPP_WEB_MESSAGES_PER_MINUTE: '100000',
  });
  while (!(await fetch(`${urlOf(bot)}/healthz`)).ok) await pause(50);
  const members = Array.from({ length: people }, (_, index) => fakeMember(web, `${1_000_001 + index}@c.us`));
  const asking = members.map(member => async () => {
    const answered = member.waitForWords(ANSWER);
    member.say(QUESTION);
    await answered;
  });
  const rows = await measure('Web', bot, asking);
  await bot.stop();
  await web.stop();
  return rows;
}

/** Everybody asks, one question after the other. */
async function measure(transport: string, bot: BotProcess, asking: Ask[]): Promise<Row[]> {
  await pause(SETTLE_MS);
  const idle = await memoryOf(bot);
  process.stderr.write(`${transport}: ${people} people ask ${questions} times …\n`);
  await Promise.all(
    asking.map(async ask => {
      for (let count = 0; count < questions; count++) await ask();
    }),
  );
  return [
    { transport: `${transport}, idle`, ...idle },
    { transport: `${transport}, after ${people * questions} answers`, ...(await memoryOf(bot)) },
  ];
}

async function memoryOf({ child }: BotProcess): Promise<Omit<Row, 'transport'>> {
  const [libraryId] = childrenOf(child.pid);
  const [browserId] = childrenOf(libraryId);
  const [all, withBrowser, browser] = await Promise.all([held(child.pid), held(libraryId), held(browserId)]);
  return { bot: all - withBrowser, library: withBrowser - browser, browser };
}

async function held(processId: number | undefined): Promise<number> {
  return processId === undefined ? 0 : familyMemory(processId);
}

/** See https://www.kernel.org/doc/html/latest/filesystems/proc.html (`children`). */
function childrenOf(processId: number | undefined): number[] {
  if (processId === undefined) return [];
  const children = readFileSync(`/proc/${processId}/task/${processId}/children`, 'utf8');
  return children.split(' ').filter(Boolean).map(Number);
}

function urlOf(bot: BotProcess): string {
  return /"url":"([^"]+)"/.exec(bot.output())?.[1] ?? '';
}
