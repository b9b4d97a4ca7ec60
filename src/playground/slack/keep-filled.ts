import type { Block } from './block-kit/blocks.ts';
import { putInto } from './block-kit/element-value.ts';
import { elementIn } from './interaction/place.ts';
import type { At } from './member-places.ts';
import type { SlackMember } from './slack-member.ts';
import type { Filled } from './slack-view.ts';
import type { SlackWorld } from './slack-world.ts';

/**
 * Keeps what a person has put into fields without telling the app, as a client does until something is pressed. What stood in a
 * field that the app has taken away since goes with it.
 */
export async function keepFilled(world: SlackWorld, member: SlackMember, at: At, filled: Filled[]): Promise<void> {
  for (const { blockId, actionId, given } of filled) {
    const isThere = ({ block_id }: Block) => block_id === blockId;
    if (typeof at === 'object') {
      const shown = member.screen.message(at.room, at.ts).blocks?.find(isThere);
      if (shown) await member.choose(at, actionId, given, shown); // the state of a message is its client's own
      continue;
    }
    const view = at === 'home' ? member.screen.home() : member.screen.modals().at(-1);
    if (view === undefined) return;
    const shown = view.blocks.find(isThere);
    if (shown === undefined) continue;
    const { element } = elementIn({ kind: 'view', view }, actionId, shown);
    const before = view.state.values;
    const values = { ...before, [blockId]: { ...before[blockId], [actionId]: putInto(element, given) } };
    world.views.keep({ ...view, state: { values } });
  }
}
