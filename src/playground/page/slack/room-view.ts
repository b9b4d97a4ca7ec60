import type { RoomView } from '../../slack/slack-view.ts';
import { element } from '../element.ts';
import { createAppHome } from './app-home.ts';
import type { Client } from './client.ts';
import { createComposer } from './composer.ts';
import { glyph } from './glyph.ts';
import { createMenu } from './menu.ts';
import { createMessageList } from './messages/message-list.ts';
import { roomBeginning, roomMark } from './room-words.ts';
import { sendTyped, suggestionsFor } from './what-to-write.ts';

export type AppTab = 'home' | 'messages';

export interface RoomPart {
  element: HTMLElement;
  backButton: HTMLButtonElement;
  /** @param tab of the app, in its own conversation */
  render(room: RoomView, tab: AppTab): void;
  focus(): void;
}

/** One conversation, or the app with its Home and Messages tabs. */
export function createRoomView(client: Client): RoomPart {
  let shown: RoomView | undefined;
  const list = createMessageList(client, false);
  const home = createAppHome(client);
  const shortcuts = createMenu({ label: 'Shortcuts', class: 'sl-tool', mark: glyph('bolt') });
  const composer = createComposer({
    id: `${client.idPrefix}-message`,
    menu: shortcuts,
    suggest: (word, isFirst) => suggestionsFor(client, word, isFirst, false),
    send: async (text, files) => shown !== undefined && sendTyped(client, shown, text, files),
    editLast() {
      const own = shown?.messages.findLast(({ user, bot_id }) => user === client.personId() && bot_id === undefined);
      if (own) list.edit(own);
    },
  });
  const title = element('h2', { dir: 'auto' });
  const members = element('span', { class: 'sl-members' });
  const backLabel = 'All conversations';
  const backButton = element(
    'button',
    { type: 'button', class: 'sl-quiet sl-back', 'aria-label': backLabel, title: backLabel },
    glyph('back'),
  );
  const tabs = (['home', 'messages'] as const).map(tab =>
    element('button', { type: 'button', class: 'sl-tab', onclick: () => client.openApp(tab) }, tabWords[tab]),
  );
  const tabBar = element('nav', { class: 'sl-tabs', 'aria-label': 'App' }, ...tabs);
  const join = element('button', { type: 'button', class: 'sl-button sl-button-primary' }, 'Join channel');
  const joinBar = element(
    'div',
    { class: 'sl-join' },
    element('p', {}, 'You are looking at a channel you are not in.'),
    join,
  );
  const notice = element(
    'p',
    { class: 'sl-notice' },
    glyph('plug'),
    'No app is connected to this Slack yet. Look around and write all you like: nobody answers until one is.',
  );
  const foot = element('div', { class: 'sl-foot' }, joinBar, composer.element);
  const root = element(
    'section',
    { class: 'sl-room', 'data-key': 'room' },
    element('header', { class: 'sl-head' }, backButton, title, members),
    tabBar,
    notice,
    home.element,
    list.element,
    foot,
  );
  join.addEventListener('click', async () => {
    if (shown) await client.calls.do('join', { roomId: shown.id });
    composer.field.focus();
  });

  return {
    element: root,
    backButton,
    render(room, tab) {
      shown = room;
      const userId = client.personId();
      const { app } = client.store.view;
      const isApp = room.kind === 'im';
      const isHome = isApp && tab === 'home';
      const isIn = room.members.includes(userId);
      const name = client.names().channel(room.id) ?? '';
      root.setAttribute('aria-label', `${name}, seen by ${client.names().person(userId)}`);
      title.replaceChildren(roomMark(client, room), name);
      members.replaceChildren(glyph('people'), String(room.members.length));
      members.title = room.members.map(id => client.names().person(id)).join(', ');
      members.hidden = isApp;
      tabBar.hidden = !isApp;
      for (const [index, button] of tabs.entries()) {
        const isShown = (index === 0) === isHome;
        button.toggleAttribute('aria-current', isShown);
        if (isShown) button.setAttribute('aria-current', 'page');
      }
      notice.hidden = app.isConnected || isHome;
      home.element.hidden = !isHome;
      list.element.hidden = isHome;
      foot.hidden = isHome;
      joinBar.hidden = isIn;
      composer.element.hidden = !isIn;
      fillShortcuts();
      if (isHome) home.render();
      composer.fit(`Message ${isApp ? name : `#${name}`}`);
      const main = client.store.messages(room, userId).filter(isMain);
      if (!isHome) list.show(room, main, roomBeginning(client, room));
    },
    focus: () => composer.field.focus(),
  };

  function fillShortcuts(): void {
    const { app } = client.store.view;
    const global = app.shortcuts.filter(({ type }) => type === 'global');
    shortcuts.element.hidden = global.length === 0;
    shortcuts.fill(
      global.map(({ callbackId, name }) => ({
        label: name,
        detail: app.name,
        mark: glyph('bolt'),
        choose: () => void client.calls.ask('shortcut', { callbackId }),
      })),
    );
  }
}

const tabWords = { home: 'Home', messages: 'Messages' };

/** What stands in the conversation itself: no replies, but those that were sent to it as well. */
function isMain({ ts, thread_ts, subtype }: { ts: string; thread_ts?: string; subtype?: string }): boolean {
  return thread_ts === undefined || thread_ts === ts || subtype === 'thread_broadcast';
}
