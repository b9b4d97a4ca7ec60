import { z } from 'zod';
import { type Arrival, NOTHING } from './arrival.ts';
import { readSlackAction } from './slack-action.ts';
import { readSlackCommand } from './slack-command.ts';
import { readSlackEvent } from './slack-event.ts';

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
  const kind = kinds.parse(body);
  if (kind === 'command') return readSlackCommand(body);
  if (kind === 'event_callback') return readSlackEvent(body, botUserId);
  return kind === 'block_actions' ? readSlackAction(body) : NOTHING;
}
