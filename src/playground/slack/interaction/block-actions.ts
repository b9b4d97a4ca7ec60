import type { Outcome } from '../app-link/route.ts';
import type { Placed } from '../block-kit/elements-of.ts';
import type { SlackWorld } from '../slack-world.ts';
import type { StateValue, User } from '../wire.ts';
import { commonFields } from './common-fields.ts';
import { type Place, placeFields } from './place.ts';

/**
 * Tells the app that a person used an element.
 * @param value what they put into it; undefined for a button
 */
export function blockActions(
  world: SlackWorld,
  user: User,
  place: Place,
  placed: Placed,
  value: StateValue | undefined,
): Promise<Outcome> {
  const from = place.kind === 'view' ? { viewId: place.view.id, fromHome: place.view.type === 'home' } : {};
  const payload = {
    type: 'block_actions',
    ...commonFields(world, user),
    ...placeFields(world, user, place),
    trigger_id: world.triggers.give(user.id, from),
    actions: [{ ...described(placed), ...value, action_ts: world.stamps.next() }],
  };
  return world.link.ask('interactive', payload, false);
}

/** What the app is told of the element itself. */
function described({ block, element }: Placed): Record<string, unknown> {
  const common = { type: element.type, action_id: element.action_id, block_id: block.block_id };
  if (element.type === 'button') {
    const { text, value, style, url } = element;
    return { ...common, text, ...(value && { value }), ...(style && { style }), ...(url && { url }) };
  }
  const { placeholder } = 'placeholder' in element ? element : {};
  return { ...common, ...(placeholder && { placeholder }) };
}
