import type { SlackWorld } from '../slack-world.ts';
import type { User } from '../wire.ts';
import { commonFields } from './common-fields.ts';

/** Closes the modal that a person sees, or all of them; those that want to know are told. */
export async function closeView(world: SlackWorld, user: User, all: boolean): Promise<void> {
  const top = world.views.stackOf(user.id).at(-1);
  if (top === undefined) throw new Error('No modal is open: open one first.');
  const isCleared = all || top.clear_on_close;
  const gone = world.views.close(user.id, isCleared);
  await Promise.all(
    gone.map(view => {
      world.events.emit('view', view, user.id);
      if (!view.notify_on_close) return undefined;
      const payload = { type: 'view_closed', ...commonFields(world, user), view, is_cleared: isCleared };
      return world.link.ask('interactive', payload, false);
    }),
  );
}
