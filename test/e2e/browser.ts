import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type Browser, chromium } from 'playwright-core';

const UNPACK = `
  import { inflate } from '@sparticuz/chromium';
  await Promise.all(process.argv.slice(1).map(archive => inflate(archive)));
`;

/**
 * Starts a real Chromium that came with `npm ci`: no download, no system package.
 *
 * `@sparticuz/chromium` packs the browser for AWS Lambda. Its own loader unpacks the libraries a bare machine lacks (NSS)
 * only when it believes it runs there, and two processes starting at once would run a half-written binary; so it is
 * unpacked here, once per version, into a folder that appears whole.
 */
export async function launchBrowser(): Promise<Browser> {
  const folder = await unpackedChromium();
  return chromium.launch({
    executablePath: join(folder, 'chromium'),
    args: ['--no-sandbox', '--disable-gpu', '--font-render-hinting=none'],
    env: { ...process.env, LD_LIBRARY_PATH: join(folder, 'al2023', 'lib') },
  });
}

/** @returns the folder with `chromium` and, in `al2023/lib`, what a bare machine lacks. */
export async function unpackedChromium(): Promise<string> {
  const packed = join(dirname(fileURLToPath(import.meta.resolve('@sparticuz/chromium'))), '..', 'bin');
  const { version } = JSON.parse(await readFile(join(packed, '..', 'package.json'), 'utf8')) as { version: string };
  const folder = join(tmpdir(), `folding-chair-chromium-${version}`);
  if (existsSync(join(folder, 'chromium'))) return folder;

  const halfDone = await mkdtemp(`${folder}-`);
  const archives = ['chromium.br', 'al2023.tar.br'].map(name => join(packed, name));
  // `inflate` always writes into the temporary folder, and within Jest a process cannot change its own.
  await promisify(execFile)(process.execPath, ['--input-type=module', '-e', UNPACK, ...archives], {
    env: { ...process.env, TMPDIR: halfDone },
  });
  await rename(halfDone, folder).catch(async error => {
    await rm(halfDone, { recursive: true }); // another process was first
    if (!existsSync(join(folder, 'chromium'))) throw error;
  });
  return folder;
}
