import type { MemberView } from '../../telegram/telegram-view.ts';
import { element } from '../element.ts';
import { icon } from '../icon.ts';
import { createSteadyList } from '../steady-list.ts';
import { avatar } from './avatar.ts';

const languageNames = new Intl.DisplayNames('en', { type: 'language' });

export interface People {
  element: HTMLElement;
  show(members: MemberView[], currentId: number | undefined, unread: Map<number, number>): void;
}

/** The people whose phones can be picked up: one button each, and one for a new person. */
export function createPeople(choose: (id: number) => void, invite: () => void): People {
  const list = element('ul', { class: 'people-list' });
  const root = element(
    'nav',
    { class: 'people', id: 'people', 'aria-label': 'People' },
    element('h2', {}, 'People'),
    list,
    element('button', { class: 'invite', onclick: invite }, icon('plus'), element('span', {}, 'New person')),
  );

  const showRows = createSteadyList(list, choose);

  return {
    element: root,
    show(members, currentId, unread) {
      showRows(
        members.map(member => ({
          key: member.id,
          isCurrent: member.id === currentId,
          content: person(member, unread.get(member.id) ?? 0),
        })),
      );
    },
  };
}

function person(member: MemberView, unreadCount: number): (Node | false)[] {
  const last = member.messages.at(-1);
  const preview = last?.text ?? last?.caption ?? (last ? 'Attachment' : 'No messages yet');
  return [
    avatar(member.name, member.id),
    element(
      'span',
      { class: 'person-words' },
      element(
        'span',
        { class: 'person-name' },
        element('strong', { dir: 'auto' }, member.name),
        element('small', {}, languageNames.of(member.languageCode) ?? member.languageCode),
      ),
      element('span', { class: 'person-last', dir: 'auto' }, preview),
    ),
    unreadCount > 0 &&
      element('span', { class: 'unread' }, String(unreadCount), element('span', { class: 'unseen' }, ' new')),
  ];
}
