import { z } from 'zod';
import type { InboundContent } from '../../messages/inbound.ts';
import { type Arrival, isDirect, NOTHING } from './arrival.ts';
import { readSlackText } from './slack-text.ts';

export const COMMAND = '/folding-chair';
/** What staff do from a channel is no question of a member. */
const STAFF_WORD = /^(?:settings|case)\b/i;

const id = z.string().min(1);
const body = z.object({
  command: z.string(),
  text: z.string().default(''),
  user_id: id,
  channel_id: id,
  trigger_id: id,
});

/**
 * Reads our slash command (https://docs.slack.dev/interactivity/implementing-slash-commands). In a channel others read the answer. In
 * a direct message, be it with somebody else, it is a word to the bot alone: the answer comes in the direct message with it.
 *
 * @throws ZodError when it is no command at all.
 */
export function readSlackCommand(raw: unknown): Arrival {
  const { command, text, user_id: userId, channel_id: channelId, trigger_id: externalId } = body.parse(raw);
  if (command !== COMMAND || isForStaff(raw)) return NOTHING;
  const isPrivate = isDirect(channelId);
  return {
    userId,
    inbounds: [
      {
        from: { channel: 'slack', id: isPrivate ? userId : channelId },
        externalId,
        place: isPrivate ? 'private' : 'group',
        sentAtMs: Date.now(), // Slack tells no time
        content: contentOf(readSlackText(text)),
      },
    ],
  };
}

/** True for what only staff ask for, and only where they work. */
export function isForStaff(raw: unknown): boolean {
  const { success, data } = body.safeParse(raw);
  return success && !isDirect(data.channel_id) && STAFF_WORD.test(data.text.trim());
}

function contentOf(text: string): InboundContent {
  return text === '' ? { kind: 'command', name: 'help', argument: '' } : { kind: 'text', text };
}
