import type { RoomView } from '../../slack/slack-view.ts';
import { element } from '../element.ts';
import type { Client } from './client.ts';
import { face } from './faces.ts';
import { glyph } from './glyph.ts';

/** The sign before a conversation's name. */
export function roomMark({ store }: Client, room: RoomView): Node {
  if (room.kind === 'im') return face(store, store.view.app.userId);
  return glyph(room.kind === 'channel' ? 'hash' : room.kind === 'group' ? 'lock' : 'people');
}

/** What stands above the first message. */
export function roomBeginning(client: Client, room: RoomView): HTMLElement {
  const name = client.names().channel(room.id) ?? '';
  const words =
    room.kind === 'im'
      ? `This is the very beginning of your direct messages with ${name}. Nobody else sees them.`
      : `This is the very beginning of ${room.kind === 'mpim' ? 'these messages' : `the ${room.kind === 'group' ? 'private channel' : 'channel'}`}.`;
  const mark = element('span', { class: 'sl-beginning-mark', 'aria-hidden': 'true' }, roomMark(client, room));
  return element('div', { class: 'sl-beginning' }, mark, element('h3', { dir: 'auto' }, name), element('p', {}, words));
}
