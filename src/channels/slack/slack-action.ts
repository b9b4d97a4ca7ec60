import { z } from 'zod';
import { type Arrival, isDirect, msOf, NOTHING } from './arrival.ts';
import { CHOICE_ACTION } from './slack-message.ts';

const id = z.string().min(1);
const body = z.object({
  user: z.object({ id }),
  container: z.object({ type: z.string(), message_ts: z.string().optional(), channel_id: id.optional() }),
  actions: z.array(z.object({ action_id: id, action_ts: z.string(), value: z.string().optional() })).min(1),
});

/**
 * Reads the press of a button (https://docs.slack.dev/reference/interaction-payloads/block_actions-payload): those below an answer of ours
 * in a direct message. Every other element is somebody else's business.
 *
 * @throws ZodError when it is no press at all.
 */
export function readSlackAction(raw: unknown): Arrival {
  const { user, container, actions } = body.parse(raw);
  const { message_ts: messageId, channel_id: directId = '' } = container;
  const [action] = actions;
  if (!action?.action_id.startsWith(CHOICE_ACTION) || action.value === undefined) return NOTHING;
  if (!isDirect(directId) || messageId === undefined) return NOTHING;
  return {
    userId: user.id,
    directId,
    inbounds: [
      {
        from: { channel: 'slack', id: user.id },
        // Slack gives a press no id; nobody presses twice in the same microsecond.
        externalId: `${user.id}/${action.action_ts}`,
        place: 'private',
        sentAtMs: msOf(action.action_ts),
        content: { kind: 'choice', choiceId: action.value, messageId },
      },
    ],
  };
}
