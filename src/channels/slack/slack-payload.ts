import { z } from 'zod';
import { type Arrival, NOTHING } from './arrival.ts';
import { readSlackAction } from './slack-action.ts';
import { readSlackCommand } from './slack-command.ts';
import { readSlackEvent } from './slack-event.ts';
import { readSlackShortcut } from './slack-shortcut.ts';
import { readSlackSubmission } from './slack-submission.ts';

const kinds = z.union([
  z.object({ command: z.string() }).transform(() => 'command' as const),
  z.object({ type: z.string() }).transform(({ type }) => type),
]);

/**
 * Reads whatever Slack brings, in our nouns.
 *
 * @throws ZodError when it has not the shape that Slack gives its kind.
 */
export function readSlackPayload(body: unknown, botUserId: string): Arrival {
  switch (kinds.parse(body)) {
    case 'command':
      return readSlackCommand(body);
    case 'event_callback':
      return readSlackEvent(body, botUserId);
    case 'block_actions':
      return readSlackAction(body);
    case 'message_action':
      return readSlackShortcut(body);
    case 'view_submission':
      return readSlackSubmission(body);
    default:
      return NOTHING;
  }
}
