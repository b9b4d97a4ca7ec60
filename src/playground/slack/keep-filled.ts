import { putInto } from './block-kit/element-value.ts';
import { elementIn } from './interaction/place.ts';
import type { At } from './member-places.ts';
import type { SlackMember } from './slack-member.ts';
import type { Filled } from './slack-view.ts';
import type { SlackWorld } from './slack-world.ts';

/** Keeps what a person has put into fields without telling the app, as a client does until something is pressed. */
export async function keepFilled(world: SlackWorld, member: SlackMember, at: At, filled: Filled[]): Promise<void> {
  for (const { blockId, actionId, given } of filled) {
    if (typeof at === 'object') {
      await member.choose(at, actionId, given, blockId); // the state of a message is its client's own
      continue;
    }
    const view = at === 'home' ? member.screen.home() : member.screen.modals().at(-1);
    if (view === undefined) return;
    const { element } = elementIn({ kind: 'view', view }, actionId, blockId);
    const before = view.state.values;
    const values = { ...before, [blockId]: { ...before[blockId], [actionId]: putInto(element, given) } };
    world.views.keep({ ...view, state: { values } });
  }
}
