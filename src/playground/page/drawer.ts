import { element } from './element.ts';
import { icon } from './icon.ts';

/**
 * Lets a button open and close a side panel that a narrow screen hides. While it is open the rest of the page rests;
 * Escape, the backdrop or its cross close it, and the focus goes back to the button.
 */
export function drawer(button: HTMLElement, panel: HTMLElement): { close(): void } {
  const backdrop = document.getElementById('backdrop');
  let resting: Element[] = [];

  function set(open: boolean): void {
    if (panel.classList.contains('open') === open) return;
    panel.classList.toggle('open', open);
    button.setAttribute('aria-expanded', String(open));
    if (backdrop) backdrop.hidden = !open;
    for (const element of resting) element.removeAttribute('inert');
    resting = open ? everythingBut(panel).filter(element => element !== backdrop) : [];
    for (const element of resting) element.setAttribute('inert', '');
    if (open) {
      panel.tabIndex = -1;
      panel.focus();
    } else button.focus();
  }

  button.addEventListener('click', () => set(!panel.classList.contains('open')));
  panel.prepend(
    element('button', { class: 'quiet drawer-close', 'aria-label': 'Close', onclick: () => set(false) }, icon('close')),
  );
  backdrop?.addEventListener('click', () => set(false));
  document.addEventListener('keydown', ({ key }) => {
    if (key === 'Escape') set(false);
  });
  return { close: () => set(false) };
}

function everythingBut(panel: Element): Element[] {
  const parent = panel.parentElement;
  if (parent === null) return [];
  const besides = [...parent.children].filter(element => element !== panel);
  return parent === document.body ? besides : [...besides, ...everythingBut(parent)];
}
