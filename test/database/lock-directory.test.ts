import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { lockDirectory } from '../../src/database/lock-directory.ts';

const directory = mkdtempSync(join(tmpdir(), 'folding-chair-lock-'));
afterAll(() => rmSync(directory, { recursive: true }));

test('a directory that a living process uses is refused, with what to do; a dead one’s is taken over', async () => {
  const other = spawn('sleep', ['60']);
  writeFileSync(join(directory, 'process-id'), String(other.pid));
  expect(() => lockDirectory(directory)).toThrow(/already uses the embedded database in DATA_DIR: stop it/);
  other.kill();
  await once(other, 'exit');
  const release = lockDirectory(directory);
  release();
  lockDirectory(directory)();
});
