// Prepares what an install cannot bring: the Prisma client, and what is learnt from the cards, so that the first start is quick.
import { spawn } from 'node:child_process';
import { once } from 'node:events';

// Prisma insists on a schema-engine binary that it would download, although generation itself is WebAssembly: any existing
// executable satisfies it.
const env = { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, PRISMA_HIDE_UPDATE_MESSAGE: 'true' };

await Promise.all([
  run('prisma', ['generate'], env),
  run('node', ['src/knowledge/learn.ts', 'locales', 'node_modules/.cache/folding-chair']),
]);

async function run(command, args, env = process.env) {
  const [status] = await once(
    spawn(`node_modules/.bin/${command}`, args, { stdio: ['ignore', 'ignore', 'inherit'], env }),
    'exit',
  );
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed: what it says above tells why.`);
}
