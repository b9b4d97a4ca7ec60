import { element } from '../element.ts';
import { glyph } from './glyph.ts';
import { createPopup } from './popup.ts';

export interface MenuItem {
  label: string;
  detail?: string | undefined;
  mark?: Node;
  isDanger?: boolean;
  choose: () => void;
}

export interface Menu {
  element: HTMLElement;
  button: HTMLButtonElement;
  fill(items: MenuItem[]): void;
  open(): void;
}

export interface MenuSettings {
  label: string;
  /** Of the button. */
  class: string;
  mark?: Node;
  /** Shows marks alone, many in a row. */
  isGrid?: boolean;
}

/** A button with a list of things to do: arrows move, Enter chooses, Escape closes. */
export function createMenu({ label, class: name, mark, isGrid = false }: MenuSettings): Menu {
  const kind = isGrid ? 'sl-menu-list sl-menu-grid' : 'sl-menu-list';
  const list = element('div', { class: kind, role: 'menu', 'aria-label': label });
  const button = element(
    'button',
    {
      type: 'button',
      class: name,
      'aria-label': label,
      title: label,
      'aria-haspopup': 'menu',
      'aria-expanded': 'false',
    },
    mark ?? glyph('dots'),
  );
  const root = element('span', { class: 'sl-menu' }, button, list);
  const popup = createPopup(button, list);
  const isOpen = () => button.getAttribute('aria-expanded') === 'true';

  function set(open: boolean): void {
    button.setAttribute('aria-expanded', String(open));
    if (open) popup.open();
    else popup.close();
    if (open) list.querySelector('button')?.focus();
  }

  button.addEventListener('click', () => set(!isOpen()));
  root.addEventListener('focusout', event => {
    if (isOpen() && !(event.relatedTarget instanceof Node && root.contains(event.relatedTarget))) set(false);
  });
  root.addEventListener('keydown', event => {
    if (!isOpen()) return;
    event.stopPropagation(); // no key of the message or modal around it
    const items = [...list.querySelectorAll('button')];
    const at = items.findIndex(item => item.matches(':focus'));
    const next = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      ...(isGrid && { ArrowRight: at + 1, ArrowLeft: at - 1 }),
      Home: 0,
      End: items.length - 1,
    }[event.key];
    if (event.key === 'Escape' || event.key === 'Tab') {
      set(false);
      button.focus();
    }
    if (next === undefined && event.key !== 'Escape') return;
    event.preventDefault();
    if (next !== undefined) items.at(next % items.length)?.focus();
  });

  return {
    element: root,
    button,
    open: () => set(true),
    fill(items) {
      list.replaceChildren(
        ...items.map(({ label: words, detail, mark: itemMark, isDanger, choose }) => {
          const choice = () => {
            set(false);
            button.focus();
            choose();
          };
          return element(
            'button',
            {
              type: 'button',
              role: 'menuitem',
              tabindex: -1,
              class: isDanger ? 'sl-menu-item sl-danger' : 'sl-menu-item',
              onclick: choice,
            },
            itemMark,
            element(
              'span',
              { dir: 'auto', class: isGrid && 'unseen' },
              words,
              detail && element('small', { dir: 'auto' }, detail),
            ),
          );
        }),
      );
    },
  };
}
