import { GrammyError, HttpError } from 'grammy';
import { keepTrying as keepTryingAnywhere, pauseAfter as pauseAnywhere, type Trouble } from '../keep-trying.ts';

/**
 * Makes a call until Telegram takes it, however long that is out of reach.
 *
 * @param name of the method, for the log.
 * @returns undefined when `signal` ended it first.
 * @throws Error when Telegram refuses the token: no patience mends that.
 */
export function keepTrying<T>(name: string, call: () => Promise<T>, signal: AbortSignal): Promise<T | undefined> {
  return keepTryingAnywhere(name, call, { platform: 'Telegram', read, signal });
}

/** Waits as long as Telegram asks for (`retry_after`), else twice as long after each failure; no longer than until `signal`. */
export function pauseAfter(error: unknown, failures: number, signal: AbortSignal): Promise<void> {
  return pauseAnywhere(failures, signal, read(error).retryAfterSeconds);
}

/** Telegram's status, for the log. */
export function codeOf(error: unknown): string {
  if (error instanceof GrammyError) return String(error.error_code);
  return error instanceof HttpError ? 'no answer' : 'unknown';
}

function read(error: unknown): Trouble {
  const code = codeOf(error);
  if (!(error instanceof GrammyError)) return { code };
  const isRefused = error.error_code === 401 || error.error_code === 404;
  return {
    code,
    retryAfterSeconds: error.parameters.retry_after,
    remedy: isRefused ? 'Telegram refuses TELEGRAM_BOT_TOKEN: copy the token again from @BotFather.' : undefined,
  };
}
