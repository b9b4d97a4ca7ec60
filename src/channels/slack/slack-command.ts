import { z } from 'zod';
import type { Inbound, InboundContent } from '../../messages/inbound.ts';
import { type Arrival, isDirect, NOTHING, placeIn } from './arrival.ts';
import { readSlackText } from './slack-text.ts';

export const COMMAND = '/folding-chair';
export const CASE_COMMAND = '/case';
/** What staff ask for where they work, and what follows it. */
const FOR_STAFF = /^(settings|case|staff|audit|find|help|action|directory|broadcast)(?:\s+(.*))?$/is;
/** In a direct message the same words may begin a question of a member ("case worker", "find a doctor"): these cannot. */
const SURELY_FOR_STAFF =
  /^(settings|staff|audit|action|directory|broadcast|case)(?:(?<=case)\s+(\S*\d\S*)|(?<!case))$/i;

const id = z.string().min(1);
const body = z.object({
  command: z.string(),
  text: z.string().default(''),
  user_id: id,
  channel_id: id,
  trigger_id: id,
});

/**
 * Reads our slash commands (https://docs.slack.dev/interactivity/implementing-slash-commands). What staff ask for is answered to them
 * alone, in a window. Any other word is a question: in a channel others read the answer; in a direct message, be it with somebody
 * else, it comes in the direct message with the bot.
 *
 * @throws ZodError when it is no command at all.
 */
export function readSlackCommand(raw: unknown): Arrival {
  const { command, text: written, user_id: userId, channel_id: channelId, trigger_id: triggerId } = body.parse(raw);
  if (command !== COMMAND && command !== CASE_COMMAND) return NOTHING;
  const text = readSlackText(written);
  const isPrivate = isDirect(channelId);
  // Slack tells no time, and gives each command a trigger of its own.
  const common = { externalId: triggerId, sentAtMs: Date.now() };
  const from = (id: string): Inbound['from'] => ({ channel: 'slack', id });
  const asked = command === CASE_COMMAND ? askedFor('case', text) : staffCommandIn(text, isPrivate);
  if (asked) {
    return { userId, triggerId, inbounds: [{ ...common, from: from(userId), ...placeIn(channelId), content: asked }] };
  }
  const content: InboundContent = text === '' ? askedFor('help') : { kind: 'text', text };
  const place = isPrivate ? 'private' : 'group';
  return { userId, inbounds: [{ ...common, from: from(isPrivate ? userId : channelId), place, content }] };
}

function staffCommandIn(text: string, isPrivate: boolean): InboundContent | undefined {
  const [, name, argument] = (isPrivate ? SURELY_FOR_STAFF : FOR_STAFF).exec(text) ?? [];
  return name === undefined ? undefined : askedFor(name.toLowerCase(), argument);
}

function askedFor(name: string, argument = ''): InboundContent {
  return { kind: 'command', name, argument: argument.trim() };
}
