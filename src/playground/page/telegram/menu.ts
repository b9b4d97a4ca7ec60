import { element } from '../element.ts';

export interface MenuItem {
  label: string;
  detail?: string;
  mark?: Node;
  choose: () => void;
}

export interface Menu {
  element: HTMLElement;
  fill(items: MenuItem[]): void;
}

/** A button with a list of things to do above it: arrows move, Enter chooses, Escape closes. */
export function createMenu(label: string, mark: Node): Menu {
  const list = element('div', { class: 'menu-list', role: 'menu', 'aria-label': label, hidden: true });
  const button = element(
    'button',
    {
      type: 'button',
      class: 'menu-button',
      'aria-label': label,
      title: label,
      'aria-haspopup': 'menu',
      'aria-expanded': 'false',
    },
    mark,
  );
  const root = element('div', { class: 'menu' }, button, list);

  const isOpen = () => !list.hasAttribute('hidden');

  function set(open: boolean): void {
    list.toggleAttribute('hidden', !open);
    button.setAttribute('aria-expanded', String(open));
    if (open) list.querySelector('button')?.focus();
  }

  button.addEventListener('click', () => set(!isOpen()));
  root.addEventListener('focusout', event => {
    if (event.relatedTarget instanceof Node && root.contains(event.relatedTarget)) return;
    set(false);
  });
  root.addEventListener('keydown', event => {
    if (event.key === 'Escape' && isOpen()) {
      set(false);
      button.focus();
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined || !isOpen()) return;
    event.preventDefault();
    const items = [...list.querySelectorAll('button')];
    const at = items.findIndex(item => item.matches(':focus'));
    items.at((at + step) % items.length)?.focus();
  });

  return {
    element: root,
    fill(items) {
      list.replaceChildren(
        ...items.map(({ label: words, detail, mark: itemMark, choose }) => {
          const choice = () => {
            set(false);
            button.focus();
            choose();
          };
          return element(
            'button',
            { type: 'button', role: 'menuitem', tabindex: -1, onclick: choice },
            itemMark,
            element(
              'span',
              {},
              element('strong', {}, words),
              detail !== undefined && element('small', { dir: 'auto' }, detail),
            ),
          );
        }),
      );
    },
  };
}
