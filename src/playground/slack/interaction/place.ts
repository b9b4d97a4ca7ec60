import type { Block } from '../block-kit/blocks.ts';
import { elementsOf, type Placed } from '../block-kit/elements-of.ts';
import type { Conversation } from '../conversation.ts';
import type { SlackWorld } from '../slack-world.ts';
import type { Message, StateValues, User, View } from '../wire.ts';

/** Where a person uses something: in a message or in a view. */
export type Place =
  | { kind: 'message'; room: Conversation; message: Message; state: StateValues }
  | { kind: 'view'; view: View };

/**
 * What a person uses.
 * @param shown the block as they see it: a client tells of what it shows, though the app may have changed it since
 * @throws {Error} when there is none, with those that there are
 */
export function elementIn(place: Place, actionId: string, shown?: Block): Placed {
  const current = place.kind === 'view' ? place.view.blocks : place.message.blocks;
  const all = elementsOf(shown ? [shown] : (current ?? []));
  const found = all.find(({ element }) => element.action_id === actionId);
  if (found) return found;
  const there = all.map(({ element }) => element.action_id).join(', ') || 'nothing';
  throw new Error(`Nothing here is called ${actionId}: use one of those that are shown (${there}).`);
}

/** Where it happened, as payloads say it. */
export function placeFields(world: SlackWorld, user: User, place: Place): Record<string, unknown> {
  if (place.kind === 'view') {
    const { view } = place;
    return { container: { type: 'view', view_id: view.id }, view };
  }
  const { room, message, state } = place;
  const { ts, thread_ts, is_ephemeral = false } = message;
  return {
    container: {
      type: 'message',
      message_ts: ts,
      channel_id: room.id,
      is_ephemeral,
      ...(thread_ts !== undefined && { thread_ts }),
    },
    channel: { id: room.id, name: room.shownName() },
    ...(!is_ephemeral && { message }),
    state: { values: state },
    response_url: world.responseUrls.give({ room, userId: user.id, source: message }),
  };
}
