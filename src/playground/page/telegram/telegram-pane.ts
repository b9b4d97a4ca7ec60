import type { MemberView, TelegramEvent, TelegramView } from '../../telegram/telegram-view.ts';
import type { Message } from '../../telegram/wire.ts';
import { drawer } from '../drawer.ts';
import { element } from '../element.ts';
import type { PanePart } from '../pane.ts';
import { post } from '../post.ts';
import { createChat } from './chat.ts';
import { createPeople } from './people.ts';

/** A Telegram client: the people on the left, the phone of one of them on the right. */
export function createTelegramPane(): PanePart {
  let botName = '';
  let currentId: number | undefined;
  let members: MemberView[] = [];
  const readUpTo = new Map<number, number>();
  const unread = new Map<number, number>();

  const chat = createChat();
  const people = createPeople(choose, () => void post('telegram/members'));
  const root = element('div', { class: 'pane telegram' }, people.element, chat.element);

  const find = (id: number | undefined) => members.find(member => member.id === id);
  const showPeople = () => people.show(members, currentId, unread);

  function show(id: number): void {
    currentId = id;
    unread.delete(id);
    const member = find(id);
    if (member) chat.show(member, botName, readUpTo.get(id) ?? 0);
    showPeople();
  }

  function choose(id: number): void {
    show(id);
    peopleDrawer.close();
  }

  function keep(member: MemberView, message: Message): void {
    const at = member.messages.findIndex(({ message_id }) => message_id === message.message_id);
    if (at < 0) member.messages.push(message);
    else member.messages[at] = message;
    member.started ||= !message.from.is_bot;
    if (at < 0 && member.id !== currentId) unread.set(member.id, (unread.get(member.id) ?? 0) + 1);
  }

  function hear(event: TelegramEvent): void {
    if (event.kind === 'profile') {
      dispatchEvent(new Event('reload-state'));
      return;
    }
    if (event.kind === 'member') {
      members.push(event.member);
      choose(event.member.id);
      return;
    }
    const member = find(event.memberId);
    if (!member) return;
    if (event.kind === 'message' || event.kind === 'edit') keep(member, event.message);
    if (event.kind === 'delete') {
      member.messages = member.messages.filter(({ message_id }) => message_id !== event.messageId);
    }
    if (event.kind === 'read') readUpTo.set(member.id, Math.max(event.messageId, readUpTo.get(member.id) ?? 0));
    if (event.kind === 'blocked') member.blocked = event.blocked;
    if (member.id === currentId) chat.hear(event, member, readUpTo.get(member.id) ?? 0);
    showPeople();
  }

  const peopleDrawer = drawer(chat.peopleButton, people.element);

  return {
    name: 'telegram',
    label: 'Telegram',
    element: root,
    load(state) {
      const view = state as TelegramView;
      botName = view.botName;
      members = view.members;
      // What was there before the page came has been read, or the bot is not running at all.
      for (const { id, messages } of members) readUpTo.set(id, messages.at(-1)?.message_id ?? 0);
      const first = members[0];
      if (first) show(find(currentId)?.id ?? first.id);
    },
    hear: event => hear(event as TelegramEvent),
  };
}
