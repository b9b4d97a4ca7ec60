import type { CallArguments } from '../call-arguments.ts';
import type { MessageDesk } from '../message-desk.ts';
import type { Tier } from '../rate-limits.ts';
import type { SlackWorld } from '../slack-world.ts';

/** One call of the app. */
export interface Call {
  world: SlackWorld;
  desk: MessageDesk;
  given: CallArguments;
}

/** A method of the Web API (https://docs.slack.dev/reference/methods); a refusal is thrown as a `SlackError`. */
export interface Method {
  tier: Tier;
  /** Of which the token needs one; none needed when it is empty. */
  scopes: string[];
  /** @default 'bot' */
  token?: 'bot' | 'app';
  run(call: Call): Record<string, unknown>;
}

export type Methods = Record<string, Method>;
