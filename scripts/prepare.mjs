// Prepares what an install cannot bring: the Prisma client, and what is learnt from the cards, so that the first start is quick.
import { execFileSync } from 'node:child_process';

// Prisma insists on a schema-engine binary that it would download, although generation itself is WebAssembly: any existing
// executable satisfies it.
execFileSync('node_modules/.bin/prisma', ['generate'], {
  stdio: ['ignore', 'ignore', 'inherit'],
  env: { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, PRISMA_HIDE_UPDATE_MESSAGE: 'true' },
});

execFileSync('node_modules/.bin/node', ['src/knowledge/learn.ts', 'locales', 'node_modules/.cache/folding-chair'], {
  stdio: 'inherit',
});
