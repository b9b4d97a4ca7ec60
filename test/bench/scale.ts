// npm run bench:scale [-- --json]: how soon the bot starts and how fast it finds with a hundred times our cards, in more languages.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { generateLocales } from './generated-locales.ts';
import type { Started } from './scale-start.ts';

const PROGRESS_MS = 10_000;

const { values } = parseArgs({
  options: {
    json: { type: 'boolean' },
    cards: { type: 'string', default: '10000' },
    languages: { type: 'string', default: '20' },
    questions: { type: 'string', default: '2000' },
    // What was generated and learnt stays here, and is used again.
    keep: { type: 'string' },
  },
});
const directory = values.keep ?? mkdtempSync(join(tmpdir(), 'folding-chair-scale-'));
const locales = join(directory, 'locales');
const cache = join(directory, 'cache');
const questions = join(directory, 'questions.json');
try {
  if (!existsSync(questions)) generate();
  const first = await start('learning');
  const second = await start('starting from the cache');
  print(first, second);
} finally {
  if (!values.keep) rmSync(directory, { recursive: true, force: true });
}

function generate(): void {
  process.stderr.write(`generating ${values.cards} cards in ${values.languages} languages …\n`);
  const generated = generateLocales(locales, Number(values.cards), Number(values.languages));
  const asked = Array.from({ length: Number(values.questions) }, (_, number) => {
    const language = generated.languages[number % generated.languages.length] ?? 'en';
    return { language, ...generated.question(language) };
  });
  writeFileSync(questions, JSON.stringify(asked));
}

/** In a process of its own, as the bot would be. */
async function start(doing: string): Promise<Started> {
  process.stderr.write(`${doing} …\n`);
  const child = spawn(process.execPath, [join(import.meta.dirname, 'scale-start.ts'), locales, cache, questions], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const progress = setInterval(() => process.stderr.write(`  ${shardCount()} languages learnt\n`), PROGRESS_MS);
  let output = '';
  for await (const chunk of child.stdout) output += String(chunk);
  clearInterval(progress);
  return JSON.parse(output) as Started;
}

function shardCount(): number {
  return existsSync(cache) ? readdirSync(cache).filter(name => /^shard\..*\.bin$/u.test(name)).length : 0;
}

function print(first: Started, second: Started): void {
  const laterMs = second.laterMs.toSorted((a, b) => a - b);
  const share = (part: number) => laterMs[Math.floor(laterMs.length * part)] ?? Number.NaN;
  const row = {
    cards: Number(values.cards),
    languages: second.firstMs.length,
    learnSeconds: round(first.startSeconds),
    startSeconds: round(second.startSeconds),
    firstMsMax: round(Math.max(...second.firstMs)),
    p50Ms: round(share(0.5)),
    p95Ms: round(share(0.95)),
    p99Ms: round(share(0.99)),
    maxMs: round(laterMs.at(-1) ?? Number.NaN),
    r3: round(second.found / (second.firstMs.length + laterMs.length)),
    rssMb: Math.round(second.rssMb),
  };
  if (values.json) console.log(JSON.stringify(row));
  else console.table([row]);
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
