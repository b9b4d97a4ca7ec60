import type { RoomView } from '../../../slack/slack-view.ts';
import type { Message } from '../../../slack/wire.ts';
import { element } from '../../element.ts';
import { Form } from '../blocks/form.ts';
import type { Client } from '../client.ts';
import { keepFocus } from '../keep-focus.ts';
import { authorOf } from './author.ts';
import { createMessageEditor } from './message-editor.ts';
import { drawMessage } from './message-row.ts';
import { dateOf, dayOf } from './times.ts';

/** Messages of one author so near to each other stand under one name. */
const togetherMs = 5 * 60_000;
const nearEndPx = 80;

export interface MessageList {
  element: HTMLElement;
  /** @param beginning what stands above the first message */
  show(room: RoomView, messages: Message[], beginning: HTMLElement): void;
  /** Changes an own message. */
  edit(message: Message): void;
}

/** The messages of a conversation or thread; only those that have changed are drawn anew. */
export function createMessageList(client: Client, inThread: boolean): MessageList {
  const forms = new Map<string, Form>();
  let drawn = new Map<string, { look: string; node: HTMLElement }>();
  let shownKey = '';
  let editing: string | undefined;
  const list = element('div', { class: 'sl-log', role: 'log', 'aria-label': 'Messages', 'aria-live': 'polite' });
  const root = element('div', { class: 'sl-scroll', tabindex: 0, role: 'region' }, list);

  function nodeOf(room: RoomView, message: Message, isCompact: boolean): HTMLElement {
    const key = `${client.personId()}/${message.ts}`;
    const form = forms.get(key) ?? new Form();
    forms.set(key, form);
    if (editing === message.ts) {
      const end = () => {
        editing = undefined;
        client.render();
        list.querySelector<HTMLElement>(`[data-key="${message.ts}"]`)?.focus();
      };
      const save = async (text: string) => {
        await client.calls.do('edit', { roomId: room.id, ts: message.ts, text });
        end();
      };
      return createMessageEditor(message, client.idPrefix, text => void save(text), end);
    }
    return drawMessage(client, message, { room, form, isCompact, inThread, edit });
  }

  function edit(message: Message): void {
    editing = message.ts;
    client.render();
    list.querySelector<HTMLElement>('.sl-editor textarea')?.focus();
  }

  function show(room: RoomView, messages: Message[], beginning: HTMLElement): void {
    const key = `${client.personId()}/${room.id}/${inThread && messages[0]?.ts}`;
    const isNew = key !== shownKey;
    shownKey = key;
    if (isNew) {
      const what = inThread ? 'Replies' : 'Conversation';
      root.setAttribute('aria-label', `${what} of ${client.names().person(client.personId())}`);
      drawn = new Map();
      editing = undefined;
      list.setAttribute('aria-live', 'off'); // a screen reader is not read a whole conversation
      requestAnimationFrame(() => list.setAttribute('aria-live', 'polite'));
    }
    const isAtEnd = isNew || root.scrollHeight - root.scrollTop - root.clientHeight < nearEndPx;
    const next: typeof drawn = new Map();
    const nodes: HTMLElement[] = [beginning];
    messages.forEach((message, index) => {
      const before = messages[index - 1];
      const isCompact = before !== undefined && goTogether(before, message, client);
      if (before === undefined || dayOf(before.ts) !== dayOf(message.ts)) nodes.push(dayLine(message.ts));
      const replies = inThread ? [] : client.store.replies(room, message.ts).map(({ ts }) => ts);
      const look = JSON.stringify([message, isCompact, replies, editing === message.ts]);
      const known = drawn.get(message.ts);
      const node = known?.look === look ? known.node : nodeOf(room, message, isCompact);
      next.set(message.ts, { look, node });
      nodes.push(node);
    });
    drawn = next;
    keepFocus(list, () => place(list, nodes));
    if (list.querySelector('[tabindex="0"]:is(.sl-message)') === null)
      drawn.get(messages.at(-1)?.ts ?? '')?.node.setAttribute('tabindex', '0');
    if (isAtEnd) root.scrollTo({ top: root.scrollHeight });
  }

  list.addEventListener('focusin', ({ target }) => {
    const row = target instanceof Element && target.closest('.sl-message');
    if (!row) return;
    for (const other of list.querySelectorAll('.sl-message[tabindex="0"]')) other.setAttribute('tabindex', '-1');
    row.setAttribute('tabindex', '0');
  });
  list.addEventListener('keydown', ({ key, target }) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[key];
    if (step === undefined || !(target instanceof HTMLElement) || !target.matches('.sl-message')) return;
    const rows = [...list.querySelectorAll<HTMLElement>('.sl-message')];
    rows[rows.indexOf(target) + step]?.focus();
  });

  return { element: root, show, edit };
}

/** Puts nodes into a list in this order, and leaves those alone that are there already. */
function place(list: HTMLElement, nodes: HTMLElement[]): void {
  const wanted = new Set<Node>(nodes);
  for (const child of [...list.childNodes]) if (!wanted.has(child)) child.remove();
  nodes.forEach((node, index) => {
    if (list.childNodes[index] !== node) list.insertBefore(node, list.childNodes[index] ?? null);
  });
}

function goTogether(before: Message, message: Message, client: Client): boolean {
  const isPlain = ({ subtype, is_ephemeral }: Message) =>
    (subtype === undefined || subtype === 'file_share' || subtype === 'bot_message') && !is_ephemeral;
  const near = dateOf(message.ts).getTime() - dateOf(before.ts).getTime() < togetherMs;
  return (
    near && isPlain(before) && isPlain(message) && authorOf(before, client).name === authorOf(message, client).name
  );
}

function dayLine(ts: string): HTMLElement {
  return element('p', { class: 'sl-day' }, element('span', {}, dayOf(ts)));
}
