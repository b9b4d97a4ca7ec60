import type { PhoneView } from '../../whatsapp/whatsapp-view.ts';
import { element } from '../element.ts';
import { icon } from '../icon.ts';
import { createSteadyList } from '../steady-list.ts';
import { avatar } from '../telegram/avatar.ts';

export interface WhatsappPeople {
  element: HTMLElement;
  show(phones: PhoneView[], currentId: string | undefined): void;
}

/** The people whose phones can be picked up: one button each, and one for a new person. */
export function createWhatsappPeople(choose: (userId: string) => void, invite: () => void): WhatsappPeople {
  const list = element('ul', { class: 'people-list' });
  const root = element(
    'nav',
    { class: 'people', id: 'whatsapp-people', 'aria-label': 'People on WhatsApp' },
    element('h2', {}, 'People'),
    list,
    element('button', { class: 'invite', onclick: invite }, icon('plus'), element('span', {}, 'New person')),
  );
  const showRows = createSteadyList(list, choose);

  return {
    element: root,
    show(phones, currentId) {
      showRows(
        phones.map(({ userId, name, knownBy }, index) => ({
          key: userId,
          isCurrent: userId === currentId,
          content: [
            avatar(name, index),
            element('span', {}, element('strong', { dir: 'auto' }, name), element('small', { dir: 'ltr' }, knownBy)),
          ],
        })),
      );
    },
  };
}
