import { flushCompileCache } from 'node:module';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { startBot } from './bot.ts';
import { ConfigError, readConfig } from './config.ts';
import { log } from './log.ts';

try {
  const config = readConfig(process.env, process.argv.slice(2));
  for (const warning of config.warnings) log.warn(warning);
  const bot = await startBot(config, () => void stop());
  let isStopping = false;
  async function stop(): Promise<void> {
    if (isStopping) return;
    isStopping = true;
    await bot.stop();
    process.exit(0);
  }
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  releaseStartMemory();
  // For NODE_COMPILE_CACHE: a process that is killed later could not keep what it has compiled.
  flushCompileCache();
  log.info({ role: config.role, url: bot.url }, 'Folding Chair is ready');
  if (bot.hasPlayground) process.stdout.write(`\n  Talk with it: ${bot.url}/playground/\n\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  if (!(error instanceof ConfigError)) log.fatal({ err: error }, 'Folding Chair could not start');
  process.exit(1);
}

/**
 * Loading needs twice the memory that running does; V8 gives it back only when asked, and the pages of it only when asked as if it
 * were the last resort. See https://github.com/v8/v8/blob/main/src/extensions/gc-extension.h.
 */
function releaseStartMemory(): void {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as (options: object) => void;
  collect({ type: 'major', execution: 'sync', flavor: 'last-resort' });
}
