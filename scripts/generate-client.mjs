// Generates the Prisma client after an install. Prisma insists on a schema-engine binary that it would download, although
// generation itself is WebAssembly: any existing executable satisfies it.
import { execFileSync } from 'node:child_process';

execFileSync('node_modules/.bin/prisma', ['generate'], {
  stdio: ['ignore', 'ignore', 'inherit'],
  env: { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, PRISMA_HIDE_UPDATE_MESSAGE: 'true' },
});
