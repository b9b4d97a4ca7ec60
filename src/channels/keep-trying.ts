import { setTimeout as wait } from 'node:timers/promises';
import { log } from '../log.ts';

const RETRY_SECONDS_MAX = 30;

/** What a failed call means, as a channel reads its platform's errors. */
export interface Trouble {
  /** For the log: never words. */
  code: string;
  /** The platform asked to wait this long. */
  retryAfterSeconds?: number | undefined;
  /** What to change, where no patience mends it. */
  remedy?: string | undefined;
}

/** How a channel makes its calls. */
export interface Patience {
  /** For the log. */
  platform: string;
  read: (error: unknown) => Trouble;
  /** Ends all trying. */
  signal: AbortSignal;
}

/**
 * Makes a call until the platform takes it, however long that is out of reach.
 *
 * @param name of the method, for the log.
 * @returns undefined when `signal` ended it first.
 * @throws Error with the remedy when no patience mends it.
 */
export async function keepTrying<T>(
  name: string,
  call: () => Promise<T>,
  { platform, read, signal }: Patience,
): Promise<T | undefined> {
  for (let failures = 1; !signal.aborted; failures++) {
    try {
      return await call();
    } catch (error) {
      if (signal.aborted) break;
      const { code, retryAfterSeconds, remedy } = read(error);
      if (remedy) throw new Error(remedy);
      log.warn({ err: error, code, failures }, `${platform} did not take ${name}: trying again`);
      await pauseAfter(failures, signal, retryAfterSeconds);
    }
  }
  return undefined;
}

/** Waits as long as the platform asked for, else twice as long after each failure; no longer than until `signal`. */
export async function pauseAfter(failures: number, signal: AbortSignal, askedSeconds?: number): Promise<void> {
  const seconds = askedSeconds ?? Math.min(2 ** failures / 4, RETRY_SECONDS_MAX);
  await wait(seconds * 1000, undefined, { signal }).catch(() => {});
}
