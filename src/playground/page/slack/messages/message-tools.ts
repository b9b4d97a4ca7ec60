import type { Message } from '../../../slack/wire.ts';
import { element } from '../../element.ts';
import type { Client } from '../client.ts';
import { glyph } from '../glyph.ts';
import { createMenu, type MenuItem } from '../menu.ts';
import { emojiFor, offeredEmoji } from '../text/emoji.ts';
import type { RowSettings } from './message-row.ts';

/** What can be done with a message: shown when it is pointed at or has the focus, where single keys do the same. */
export function createMessageTools(
  client: Client,
  message: Message,
  { room, inThread, edit }: RowSettings,
  row: HTMLElement,
): HTMLElement {
  const on = { roomId: room.id, ts: message.ts };
  const isOwn = message.user === client.personId() && message.bot_id === undefined;

  const react = createMenu({ label: 'React', class: 'sl-tool', mark: glyph('smile'), isGrid: true });
  react.fill(
    offeredEmoji.map(name => ({
      label: name.replaceAll('_', ' '),
      mark: new Text(emojiFor(name) ?? ''),
      choose: () => void client.calls.do('react', { ...on, name, on: true }),
    })),
  );
  const openThread = () => client.openThread(message.thread_ts ?? message.ts);
  const label = 'Reply in thread';
  const reply = element(
    'button',
    { type: 'button', class: 'sl-tool', 'aria-label': label, title: label, onclick: openThread },
    glyph('thread'),
  );

  async function remove(): Promise<void> {
    const isWanted = await client.confirm({
      title: plain('Delete message'),
      text: plain('Are you sure you want to delete this message? This cannot be undone.'),
      confirm: plain('Delete'),
      deny: plain('Cancel'),
      style: 'danger',
    });
    if (isWanted) await client.calls.do('delete', on);
  }

  const more = createMenu({ label: 'More actions', class: 'sl-tool' });
  const own: MenuItem[] = [
    { label: 'Edit message', mark: glyph('pencil'), choose: () => edit(message) },
    { label: 'Delete message', mark: glyph('bin'), isDanger: true, choose: () => void remove() },
  ];
  const { app } = client.store.view;
  const shortcuts = app.shortcuts
    .filter(({ type }) => type === 'message')
    .map(({ callbackId, name }): MenuItem => {
      const run = () => void client.calls.ask('shortcut', { callbackId, on });
      return { label: name, detail: app.name, mark: glyph('bolt'), choose: run };
    });
  more.fill([...(isOwn ? own : []), ...shortcuts]);

  const hasMore = isOwn || shortcuts.length > 0;
  const tools = element(
    'div',
    { class: 'sl-tools', role: 'toolbar', 'aria-label': 'Message actions' },
    react.element,
    !inThread && reply,
    hasMore && more.element,
  );
  row.addEventListener('keydown', event => {
    if (event.target !== row || event.ctrlKey || event.metaKey || event.altKey) return;
    const keys: Record<string, (() => void) | false> = {
      r: react.open,
      t: !inThread && openThread,
      e: isOwn && (() => edit(message)),
      Delete: isOwn && (() => void remove()),
      Enter: hasMore && more.open,
    };
    const act = keys[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
  return tools;
}

function plain(text: string) {
  return { type: 'plain_text' as const, text, emoji: false };
}
