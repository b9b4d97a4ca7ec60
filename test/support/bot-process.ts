import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');
/** How `npm start` runs Node: `NODE_COMPILE_CACHE=… node FLAGS src/main.ts`. */
const [cache = '', , ...flagsAndFile] = (
  JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { scripts: { start: string } }
).scripts.start.split(' ');
const START_FLAGS = flagsAndFile.slice(0, -1);
const NODE_COMPILE_CACHE = join(ROOT, cache.replace('NODE_COMPILE_CACHE=', ''));
/** Linux counts CPU time in hundredths of a second: getconf CLK_TCK. */
const MS_PER_TICK = 10;

/** A Node process under test: the bot itself, or something to compare it with. */
export interface BotProcess {
  child: ChildProcess;
  /** Processor time used so far, in ms. */
  cpuMs(): number;
  /** Most memory resident so far, and now, in MB. */
  peakRssMb(): number;
  rssMb(): number;
  /** Everything it has logged. */
  output(): string;
  kill(): Promise<void>;
  /** Asks it to stop. @returns its exit code. */
  stop(): Promise<number | null>;
}

/** Runs a script of the project in a process of its own, with nothing of the caller's settings. */
export function spawnScript(script: string, env: Record<string, string>, args: string[] = []): BotProcess {
  const { PATH = '', HOME = '', LD_LIBRARY_PATH = '' } = process.env;
  const child = spawn(process.execPath, [...START_FLAGS, join(ROOT, script), ...args], {
    env: { PATH, HOME, LD_LIBRARY_PATH, NODE_COMPILE_CACHE, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', chunk => (output += chunk));
  child.stderr.on('data', chunk => (output += chunk));
  const exited = once(child, 'exit');
  const status = (name: string) =>
    Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]) / 1000;
  return {
    child,
    cpuMs() {
      const fields = readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
      return (Number(fields[11]) + Number(fields[12])) * MS_PER_TICK;
    },
    peakRssMb: () => status('VmHWM'),
    rssMb: () => status('VmRSS'),
    output: () => output,
    async kill() {
      child.kill('SIGKILL');
      await exited;
    },
    async stop() {
      child.kill('SIGTERM');
      await exited;
      return child.exitCode;
    },
  };
}

/** Starts the bot and waits until it says that it is ready. */
export async function startBotProcess(env: Record<string, string>, args: string[] = []): Promise<BotProcess> {
  const bot = spawnScript('src/main.ts', { PORT: '0', PLAYGROUND: 'off', ...env }, args);
  await new Promise<void>((resolve, reject) => {
    bot.child.stdout?.on('data', () => bot.output().includes('is ready') && resolve());
    bot.child.once('exit', code =>
      reject(new Error(`The bot stopped with ${code} before it was ready:\n${bot.output()}`)),
    );
  });
  return bot;
}

/** A key for one test run. */
export function newSealKey(): string {
  return randomBytes(32).toString('base64');
}
