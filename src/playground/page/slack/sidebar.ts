import type { RoomView } from '../../slack/slack-view.ts';
import { element } from '../element.ts';
import type { Client } from './client.ts';
import { keepFocus } from './keep-focus.ts';
import { createPersonSwitch } from './person-switch.ts';
import type { ReadMarks } from './read-marks.ts';
import { roomMark } from './room-words.ts';

export interface Sidebar {
  element: HTMLElement;
  /** @param currentId the conversation that is open */
  render(currentId: string | undefined): void;
}

/** The workspace: who one is, the channels, direct messages and the app, with what is new in each. */
export function createSidebar(client: Client, marks: ReadMarks, become: (userId: string) => void): Sidebar {
  const people = createPersonSwitch(client, become);
  const lists = element('div', { class: 'sl-lists' });
  const root = element('nav', { class: 'sl-sidebar' }, people.element, lists);

  function render(currentId: string | undefined): void {
    people.render();
    const userId = client.personId();
    root.setAttribute('aria-label', `Workspace of ${client.names().person(userId)}`); // two may be on the screen
    const { rooms } = client.store.view;
    const channels = rooms.filter(({ kind }) => kind === 'channel' || kind === 'group').sort(byName);
    const isIn = (room: RoomView) => room.members.includes(userId);
    const appRoom = client.store.appRoom(userId);
    const sections: [title: string, rooms: RoomView[]][] = [
      ['Channels', channels.filter(isIn)],
      ['More channels', channels.filter(room => room.kind === 'channel' && !isIn(room))],
      ['Direct messages', rooms.filter(room => room.kind === 'mpim' && isIn(room))],
      ['Apps', appRoom ? [appRoom] : []],
    ];
    keepFocus(lists, () =>
      lists.replaceChildren(
        ...sections
          .filter(([, all]) => all.length > 0)
          .map(([title, all]) =>
            element(
              'section',
              { class: 'sl-section-list' },
              element('h2', {}, title),
              element('ul', {}, ...all.map(room => element('li', {}, row(room, room.id === currentId)))),
            ),
          ),
      ),
    );
  }

  function row(room: RoomView, isCurrent: boolean): HTMLElement {
    const userId = client.personId();
    const isIn = room.members.includes(userId);
    const { all, personal } = isIn ? marks.unread(room, userId) : { all: 0, personal: 0 };
    return element(
      'button',
      {
        type: 'button',
        class: all > 0 ? 'sl-place sl-new' : 'sl-place',
        'aria-current': isCurrent && 'page',
        'data-key': room.id,
        onclick: () => client.openRoom(room.id),
      },
      roomMark(client, room),
      element('span', { class: 'sl-place-name', dir: 'auto' }, client.names().channel(room.id) ?? ''),
      personal > 0 && element('span', { class: 'sl-badge' }, String(personal)),
      all > 0 && element('span', { class: 'unseen' }, personal > 0 ? ' new for you' : `, ${all} new`),
    );
  }

  return { element: root, render };
}

function byName(one: RoomView, other: RoomView): number {
  return one.name.localeCompare(other.name);
}
