import type { SlackEvent, SlackView } from '../../slack/slack-view.ts';
import { element } from '../element.ts';
import type { PanePart } from '../pane.ts';
import { createToast } from '../telegram/toast.ts';
import { Calls } from './calls.ts';
import type { Client } from './client.ts';
import { confirmDialog } from './confirm-dialog.ts';
import { createModalStack } from './modal/modal-stack.ts';
import { ReadMarks } from './read-marks.ts';
import { type AppTab, createRoomView } from './room-view.ts';
import { createSidebar } from './sidebar.ts';
import { SlackStore } from './slack-store.ts';
import { createThreadPanel } from './thread-panel.ts';

/**
 * A Slack client: the workspace on the left, a conversation or the app beside it, a thread at its side.
 * @param index 0 for the first person who can be played; also tells two clients on one page apart
 */
export function createSlackPane(index: number, label: string): PanePart {
  const store = new SlackStore();
  const marks = new ReadMarks(store);
  const toast = createToast();
  toast.element.className = 'sl-toast';
  const idPrefix = `slack-${index}`;
  let userId = '';
  let roomId = '';
  let tab: AppTab = 'home';
  let threadTs: string | undefined;
  const root = element('div', { class: 'pane slack', 'data-shows': 'list' });

  const client: Client = {
    idPrefix,
    store,
    calls: new Calls(() => userId, toast.show),
    personId: () => userId,
    names: () => store.namesFor(userId),
    rooms: () => store.view.rooms.filter(({ kind, members }) => kind === 'channel' || members.includes(userId)),
    toast: toast.show,
    confirm: words => confirmDialog(root, idPrefix, words, client.names()),
    openRoom(id) {
      if (id === store.appRoom(userId)?.id) return client.openApp(tab);
      go(id);
      room.focus();
    },
    openApp(next) {
      tab = next;
      go(store.appRoom(userId)?.id ?? roomId);
      void client.calls.do('open-app', { tab });
      if (tab === 'messages') room.focus();
    },
    openThread(ts) {
      const cameFrom = threadTs;
      threadTs = ts;
      render();
      if (ts !== undefined) thread.focus();
      else root.querySelector<HTMLElement>(`.sl-room [data-key="${cameFrom}"]`)?.focus();
    },
    render: () => render(),
  };

  const room = createRoomView(client);
  const thread = createThreadPanel(client);
  const sidebar = createSidebar(client, marks, become);
  const modals = createModalStack(client, root);
  root.append(sidebar.element, room.element, thread.element, toast.element);
  room.backButton.addEventListener('click', () => {
    root.dataset.shows = 'list';
    sidebar.element.querySelector<HTMLElement>('[aria-current]')?.focus();
  });

  addEventListener('layout', render);

  function go(id: string): void {
    if (id !== roomId) threadTs = undefined;
    roomId = id;
    root.dataset.shows = 'room';
    render();
  }

  function become(id: string): void {
    userId = id;
    threadTs = undefined;
    roomId = firstRoom();
    render();
  }

  /** Where a person finds themselves: in the first channel that the app is in as well, or else with the app. */
  function firstRoom(): string {
    const { rooms, app } = store.view;
    const isShared = ({ kind, members }: { kind: string; members: string[] }) =>
      kind === 'channel' && members.includes(userId) && members.includes(app.userId);
    return (rooms.find(isShared) ?? store.appRoom(userId))?.id ?? '';
  }

  function render(): void {
    const current = store.room(roomId);
    if (current === undefined) return;
    if (root.checkVisibility()) marks.read(current, userId);
    sidebar.render(roomId);
    room.render(current, tab);
    const hasThread = threadTs !== undefined && thread.render(current, threadTs);
    if (!hasThread) threadTs = undefined;
    thread.element.hidden = !hasThread;
    root.classList.toggle('sl-with-thread', hasThread);
    modals.render(store.screen(userId).modals);
  }

  return {
    name: 'slack',
    label,
    element: root,
    fieldId: `${idPrefix}-message`,
    load(state) {
      store.view = structuredClone(state as SlackView); // a second client on the page has its own
      marks.load();
      if (!store.view.playable.includes(userId)) userId = store.view.playable[index] ?? '';
      if (store.room(roomId) === undefined) roomId = firstRoom();
      render();
    },
    hear(event) {
      const told = event as SlackEvent;
      store.hear(told);
      if (told.kind === 'room' && told.room.members.some(id => !store.person(id))) {
        dispatchEvent(new Event('reload-state')); // somebody is new here
      }
      render();
    },
  };
}
