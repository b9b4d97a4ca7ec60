import type { BotAccount } from '../bot-account.ts';
import type { Parameters } from '../parameters.ts';
import type { TelegramWorld } from '../telegram-world.ts';

/** One call of one bot. */
export interface Call {
  world: TelegramWorld;
  bot: BotAccount;
  parameters: Parameters;
  /** Aborted when the bot hangs up before it has its answer. */
  hungUp: AbortSignal;
  /** Runs a call that came back as the answer to a webhook delivery, given as JSON. */
  runReply: (body: string) => void;
}

/** Does what a method of the Bot API does; a refusal is thrown as an `ApiError`. */
export type Method = (call: Call) => unknown;
