import { element } from '../element.ts';
import type { Client } from './client.ts';
import { face } from './faces.ts';
import { glyph } from './glyph.ts';
import { createMenu } from './menu.ts';

/** Says who one is in this workspace, and lets one be somebody else. */
export function createPersonSwitch(
  client: Client,
  become: (userId: string) => void,
): { element: HTMLElement; render(): void } {
  const words = element('span', { class: 'sl-who' });
  const menu = createMenu({ label: 'Switch person', class: 'sl-person', mark: words });
  const root = element('div', { class: 'sl-person-place' }, menu.element);
  let shown = '';
  menu.button.removeAttribute('aria-label'); // its words say who one is

  return {
    element: root,
    render() {
      const { workspace, playable } = client.store.view;
      const userId = client.personId();
      if (shown === `${userId}/${playable.length}`) return;
      shown = `${userId}/${playable.length}`;
      const name = client.names().person(userId);
      words.replaceChildren(
        face(client.store, userId),
        element('span', { class: 'unseen' }, 'You are '),
        element('span', {}, element('strong', { dir: 'auto' }, name), element('small', {}, workspace)),
        glyph('chevron'),
      );
      menu.fill(
        playable.map(id => ({
          label: client.names().person(id),
          detail: id === userId ? 'You' : undefined,
          mark: face(client.store, id),
          choose: () => become(id),
        })),
      );
    },
  };
}
