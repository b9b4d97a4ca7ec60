import type { PhoneView } from '../../whatsapp/whatsapp-view.ts';
import { element } from '../element.ts';
import { icon } from '../icon.ts';
import { avatar } from '../telegram/avatar.ts';
import { whenLetGo } from '../when-let-go.ts';

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
  return {
    element: root,
    show(phones, currentId) {
      whenLetGo(list, () => {
        const hadFocus = list.contains(document.activeElement);
        list.replaceChildren(...phones.map((phone, index) => element('li', {}, person(phone, index))));
        if (hadFocus) list.querySelector<HTMLElement>('[aria-current]')?.focus();
      });

      function person({ userId, name, knownBy }: PhoneView, index: number): HTMLElement {
        return element(
          'button',
          { class: 'person', 'aria-current': userId === currentId && 'true', onclick: () => choose(userId) },
          avatar(name, index),
          element('span', {}, element('strong', { dir: 'auto' }, name), element('small', { dir: 'ltr' }, knownBy)),
        );
      }
    },
  };
}
