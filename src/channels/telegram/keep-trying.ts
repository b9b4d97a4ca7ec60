import { setTimeout as wait } from 'node:timers/promises';
import { GrammyError, HttpError } from 'grammy';
import { log } from '../../log.ts';

const RETRY_SECONDS_MAX = 30;

/**
 * Makes a call until Telegram takes it, however long that is out of reach.
 *
 * @param name of the method, for the log.
 * @returns undefined when `signal` ended it first.
 * @throws Error when Telegram refuses the token: no patience mends that.
 */
export async function keepTrying<T>(name: string, call: () => Promise<T>, signal: AbortSignal): Promise<T | undefined> {
  for (let failures = 1; !signal.aborted; failures++) {
    try {
      return await call();
    } catch (error) {
      if (signal.aborted) break;
      if (error instanceof GrammyError && (error.error_code === 401 || error.error_code === 404)) {
        throw new Error('Telegram refuses TELEGRAM_BOT_TOKEN: copy the token again from @BotFather.');
      }
      log.warn({ err: error, code: codeOf(error), failures }, `Telegram did not take ${name}: trying again`);
      await pauseAfter(error, failures, signal);
    }
  }
  return undefined;
}

/** Waits as long as Telegram asks for (`retry_after`), else twice as long after each failure; no longer than until `signal`. */
export async function pauseAfter(error: unknown, failures: number, signal: AbortSignal): Promise<void> {
  const asked = error instanceof GrammyError ? error.parameters.retry_after : undefined;
  const seconds = asked ?? Math.min(2 ** failures / 4, RETRY_SECONDS_MAX);
  await wait(seconds * 1000, undefined, { signal }).catch(() => {});
}

/** Telegram's status, for the log. */
export function codeOf(error: unknown): string {
  if (error instanceof GrammyError) return String(error.error_code);
  return error instanceof HttpError ? 'no answer' : 'unknown';
}
