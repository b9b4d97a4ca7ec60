import type { RoomView } from '../../../slack/slack-view.ts';
import type { Message } from '../../../slack/wire.ts';
import { element } from '../../element.ts';
import type { Client } from '../client.ts';
import { emoji } from '../text/draw-text.ts';

/** Who reacted with what; a press adds one's own, or takes it back. */
export function drawReactions(client: Client, room: RoomView, message: Message): HTMLElement | undefined {
  if (!message.reactions?.length) return undefined;
  return element(
    'div',
    { class: 'sl-reactions', role: 'group', 'aria-label': 'Reactions' },
    ...message.reactions.map(({ name, users, count }) => {
      const isOwn = users.includes(client.personId());
      const who = users.map(id => client.names().person(id)).join(', ');
      const toggle = () => void client.calls.do('react', { roomId: room.id, ts: message.ts, name, on: !isOwn });
      return element(
        'button',
        {
          type: 'button',
          class: 'sl-reaction',
          'aria-pressed': String(isOwn),
          title: `${who} reacted with :${name}:`,
          'data-key': `${message.ts}/${name}`,
          onclick: toggle,
        },
        emoji(name),
        element('span', {}, String(count)),
      );
    }),
  );
}
