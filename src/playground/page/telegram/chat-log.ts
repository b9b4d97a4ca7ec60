import type { Message } from '../../telegram/wire.ts';
import { element } from '../element.ts';
import { type BubbleActions, bubble } from './bubble.ts';

const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long' });

export interface ChatLog {
  element: HTMLElement;
  /** Shows a whole chat, which a screen reader is not read; `empty` stands in when there is nothing. */
  load(messages: Message[], readUpTo: number, empty: HTMLElement): void;
  /** Adds a message, or puts a changed one in its place. */
  put(message: Message, readUpTo: number): void;
  remove(messageId: number): void;
  markRead(readUpTo: number): void;
  setTyping(typing: boolean): void;
}

/** The messages of one chat, oldest first, kept scrolled to the newest. */
export function createChatLog(actions: BubbleActions): ChatLog {
  const list = element('div', { class: 'log-list', role: 'log', 'aria-label': 'Messages', 'aria-live': 'polite' });
  const typing = element(
    'div',
    { class: 'typing', hidden: true, 'aria-hidden': 'true' },
    element('i'),
    element('i'),
    element('i'),
  );
  const root = element(
    'div',
    { class: 'log', tabindex: 0, role: 'region', 'aria-label': 'Conversation' },
    list,
    typing,
  );
  const shown = new Map<number, { message: Message; node: HTMLElement }>();
  let placeholder: HTMLElement | undefined;
  let lastDay = '';

  const toEnd = () => root.scrollTo({ top: root.scrollHeight });

  function put(message: Message, readUpTo: number): void {
    placeholder?.remove();
    placeholder = undefined;
    const node = bubble(message, message.message_id <= readUpTo, actions);
    const before = shown.get(message.message_id)?.node;
    shown.set(message.message_id, { message, node });
    if (before) before.replaceWith(node);
    else {
      const today = day.format(message.date * 1000);
      if (today !== lastDay) list.append(element('p', { class: 'day', dir: 'ltr' }, today));
      lastDay = today;
      list.append(node);
      toEnd();
    }
  }

  return {
    element: root,
    load(messages, readUpTo, empty) {
      list.setAttribute('aria-live', 'off');
      shown.clear();
      lastDay = '';
      list.replaceChildren();
      placeholder = undefined;
      for (const message of messages) put(message, readUpTo);
      if (messages.length === 0) {
        placeholder = empty;
        list.append(empty);
      }
      toEnd();
      requestAnimationFrame(() => list.setAttribute('aria-live', 'polite'));
    },
    put,
    remove(messageId) {
      shown.get(messageId)?.node.remove();
      shown.delete(messageId);
    },
    markRead(readUpTo) {
      for (const { message, node } of shown.values()) {
        if (message.from.is_bot || message.message_id > readUpTo || node.querySelector('.tick.read')) continue;
        put(message, readUpTo);
      }
    },
    setTyping(isTyping) {
      typing.hidden = !isTyping;
      if (isTyping) toEnd();
    },
  };
}
