import type { RoomView } from '../../slack/slack-view.ts';
import { element } from '../element.ts';
import type { Client } from './client.ts';
import { createComposer } from './composer.ts';
import { glyph } from './glyph.ts';
import { createMessageList } from './messages/message-list.ts';
import { sendTyped, suggestionsFor } from './what-to-write.ts';

/** One thread beside its conversation: the message that began it, its replies, and where to answer. */
export function createThreadPanel(client: Client): {
  element: HTMLElement;
  /** @returns whether there is such a thread still */
  render(room: RoomView, ts: string): boolean;
  focus(): void;
} {
  let shown: { room: RoomView; ts: string } | undefined;
  const list = createMessageList(client, true);
  const beginning = element('span', { hidden: true });
  const composer = createComposer({
    id: `${client.idPrefix}-reply`,
    canBroadcast: true,
    suggest: (word, isFirst) => suggestionsFor(client, word, isFirst, true),
    send: async (text, files, broadcast) =>
      shown !== undefined && sendTyped(client, shown.room, text, files, { threadTs: shown.ts, broadcast }),
    editLast() {
      const own =
        shown && client.store.replies(shown.room, shown.ts).findLast(({ user }) => user === client.personId());
      if (own) list.edit(own);
    },
  });
  const label = 'Close the thread';
  const cross = element(
    'button',
    {
      type: 'button',
      class: 'sl-quiet',
      'aria-label': label,
      title: label,
      onclick: () => client.openThread(undefined),
    },
    glyph('cross'),
  );
  const where = element('small', { dir: 'auto' });
  const head = element('header', { class: 'sl-head' }, element('h2', {}, 'Thread', where), cross);
  const root = element(
    'section',
    { class: 'sl-thread', 'data-key': 'thread' },
    head,
    list.element,
    element('div', { class: 'sl-foot' }, composer.element),
  );
  root.addEventListener('keydown', event => {
    if (event.key === 'Escape' && !event.defaultPrevented) client.openThread(undefined);
  });

  return {
    element: root,
    render(room, ts) {
      const all = client.store.messages(room, client.personId());
      const messages = all.filter(message => message.ts === ts || message.thread_ts === ts);
      if (!messages.some(message => message.ts === ts)) return false;
      shown = { room, ts };
      root.setAttribute('aria-label', `Thread, seen by ${client.names().person(client.personId())}`);
      const name = `${room.kind === 'im' ? '' : '#'}${client.names().channel(room.id)}`;
      where.textContent = name;
      composer.fit('Reply…', room.kind === 'im' ? 'Also send as a direct message' : `Also send to ${name}`);
      list.show(room, messages, beginning);
      return true;
    },
    focus: () => composer.field.focus(),
  };
}
