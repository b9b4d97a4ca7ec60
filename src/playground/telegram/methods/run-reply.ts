import { ApiError } from '../api-error.ts';
import type { BotAccount } from '../bot-account.ts';
import { Parameters } from '../parameters.ts';
import type { TelegramWorld } from '../telegram-world.ts';
import { methodNamed } from './method-named.ts';

/**
 * Runs the call that a bot wrote into its answer to a webhook delivery. The bot never learns how it went
 * (https://core.telegram.org/bots/api#making-requests-when-getting-updates).
 */
export function runReply(world: TelegramWorld, bot: BotAccount, body: string): void {
  const { method, ...values } = asObject(body);
  if (typeof method !== 'string') return;
  let status = 200;
  try {
    methodNamed(method)({
      world,
      bot,
      parameters: new Parameters(values),
      hungUp: new AbortController().signal,
      runReply: () => {},
    });
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    status = error.status;
  }
  world.events.emit('call', { method, status, tookMs: 0 });
}

/** A web server may answer with anything; only an object can be a call. */
function asObject(body: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
