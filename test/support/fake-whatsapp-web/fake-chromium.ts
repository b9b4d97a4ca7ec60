import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { unpackedChromium } from '../../e2e/browser.ts';

/**
 * The real Chromium that came with `npm ci`, as CHROMIUM_PATH names one: a program that needs nothing more.
 *
 * @param folder where it is written.
 * @returns its path.
 */
export async function fakeChromium(folder: string): Promise<string> {
  const unpacked = await unpackedChromium();
  const path = join(folder, 'chromium.sh');
  // A page of the internet may not reach this machine without being allowed to: ours has to.
  const flags = '--no-sandbox --disable-gpu --disable-features=LocalNetworkAccessChecks';
  writeFileSync(
    path,
    `#!/bin/sh\nexport LD_LIBRARY_PATH='${join(unpacked, 'al2023', 'lib')}'\nexec '${join(unpacked, 'chromium')}' "$@" ${flags}\n`,
  );
  chmodSync(path, 0o755);
  return path;
}
