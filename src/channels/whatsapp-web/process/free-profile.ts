import { readlink, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

const LOCKS = ['SingletonLock', 'SingletonCookie', 'SingletonSocket'];
const WAIT_MS_MAX = 10_000;

/**
 * Frees a browser profile whose last browser did not end in order. Chromium notes its machine and its process in a link
 * (https://chromium.googlesource.com/chromium/src/+/main/chrome/browser/process_singleton_posix.cc): on another machine it would never start again.
 */
export async function freeProfile(profile: string): Promise<void> {
  const owner = await readlink(join(profile, 'SingletonLock')).catch(() => undefined);
  if (owner === undefined) return;
  const [, machine, pid] = /^(.*)-(\d+)$/.exec(owner) ?? [];
  // It was the browser of a process that has ended, and ends by itself, since nobody is at its pipe any more.
  for (let waitedMs = 0; machine === hostname() && isAlive(Number(pid)); waitedMs += 100) {
    if (waitedMs >= WAIT_MS_MAX)
      throw new Error('Another browser uses the WhatsApp session: end it, or set another DATA_DIR.');
    await wait(100);
  }
  for (const lock of LOCKS) await rm(join(profile, lock), { force: true });
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
