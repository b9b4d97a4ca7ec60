import { z } from 'zod';
import type { Inbound } from '../../messages/inbound.ts';
import { type Arrival, isDirect, msOf, NOTHING, placeIn } from './arrival.ts';
import { CHOICE_ACTION, OPENING_ACTION } from './slack-buttons.ts';
import { readWindowFacts } from './slack-view.ts';
import { writeWindowName } from './window-name.ts';

const id = z.string().min(1);
const inMessage = z.object({ type: z.literal('message'), message_ts: z.string(), channel_id: id });
const body = z.object({
  user: z.object({ id }),
  trigger_id: id,
  container: z.discriminatedUnion('type', [inMessage, z.object({ type: z.literal('view') })]),
  view: z.object({ id, type: z.enum(['modal', 'home']), private_metadata: z.string() }).optional(),
  actions: z.array(z.object({ action_id: id, action_ts: z.string(), value: z.string().optional() })).min(1),
});

type Pressed = z.infer<typeof body>;

/**
 * Reads the press of a button (https://docs.slack.dev/reference/interaction-payloads/block_actions-payload) that carries a choice of ours:
 * below a message in a direct message or a channel, in a window, on the Home tab. Every other element is somebody else's business.
 *
 * @throws ZodError when it is no press at all.
 */
export function readSlackAction(raw: unknown): Arrival {
  const pressed = body.parse(raw);
  const { user, container, actions, trigger_id: triggerId } = pressed;
  const [action] = actions;
  const where = whereOf(pressed);
  if (!where || !action?.action_id.startsWith(CHOICE_ACTION) || action.value === undefined) return NOTHING;
  const { messageId, ...place } = where;
  return {
    userId: user.id,
    ...(container.type === 'message' && isDirect(container.channel_id) && { directId: container.channel_id }),
    // A window that is open already is filled anew.
    ...(action.action_id.startsWith(OPENING_ACTION) && place.windowId === undefined && { triggerId }),
    inbounds: [
      {
        from: { channel: 'slack', id: user.id },
        // Slack gives a press no id; nobody presses twice in the same microsecond.
        externalId: `${user.id}/${action.action_ts}`,
        ...place,
        sentAtMs: msOf(action.action_ts),
        content: { kind: 'choice', choiceId: action.value, messageId },
      },
    ],
  };
}

function whereOf({
  container,
  view,
}: Pressed): (Pick<Inbound, 'place' | 'roomId' | 'windowId'> & { messageId: string }) | undefined {
  if (container.type === 'message') return { ...placeIn(container.channel_id), messageId: container.message_ts };
  if (!view) return undefined;
  if (view.type === 'home') return { place: 'private', messageId: view.id };
  const { roomId } = readWindowFacts(view.private_metadata);
  return { ...placeIn(roomId), windowId: writeWindowName({ viewId: view.id, roomId }), messageId: view.id };
}
