import { z } from 'zod';
import { type Arrival, isDirect, msOf, NOTHING, placeIn } from './arrival.ts';
import { mediaOf, slackFile } from './slack-media.ts';
import { readSlackText } from './slack-text.ts';

const id = z.string().min(1);
const body = z.object({
  callback_id: id,
  action_ts: z.string(),
  trigger_id: id,
  user: z.object({ id }),
  channel: z.object({ id }),
  message: z.object({
    ts: z.string(),
    thread_ts: z.string().optional(),
    user: id.optional(),
    bot_id: id.optional(),
    text: z.string().default(''),
    files: z.array(slackFile).default([]),
  }),
});

/**
 * Reads a shortcut on a message (https://docs.slack.dev/reference/interaction-payloads/shortcuts-interactions-payload), in a channel: in a
 * direct message nobody but the bot and its member has written anything.
 *
 * @throws ZodError when it is no shortcut at all.
 */
export function readSlackShortcut(raw: unknown): Arrival {
  const { callback_id: name, action_ts, trigger_id: triggerId, user, channel, message } = body.parse(raw);
  if (isDirect(channel.id)) return NOTHING;
  return {
    userId: user.id,
    triggerId,
    inbounds: [
      {
        from: { channel: 'slack', id: user.id },
        externalId: `${user.id}/${action_ts}`,
        ...placeIn(channel.id),
        sentAtMs: msOf(action_ts),
        content: {
          kind: 'shortcut',
          name,
          message: {
            messageId: message.ts,
            ...(message.thread_ts && { threadId: message.thread_ts }),
            isOwn: message.user === user.id && message.bot_id === undefined,
            text: readSlackText(message.text),
            media: message.files.map(mediaOf),
          },
        },
      },
    ],
  };
}
