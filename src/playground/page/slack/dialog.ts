import { element } from '../element.ts';
import { rememberFocus } from './keep-focus.ts';

const tabbable = 'a[href], button:not([disabled]), input:not([disabled]), textarea, select, [tabindex="0"]';

export interface Dialog {
  element: HTMLElement;
  /** @param first what gets the focus; otherwise the dialog itself */
  open(first?: HTMLElement | null): void;
  close(): void;
}

/**
 * A dialog over one client, not over the page: the other half of the screen may belong to another person. What lies
 * below rests, Tab stays within, and the focus goes back to where it was.
 * @param labelledBy the id of its title
 */
export function createDialog(host: HTMLElement, labelledBy: string, name: string, dismiss: () => void): Dialog {
  const dialog = element('div', {
    class: `sl-dialog ${name}`,
    role: 'dialog',
    'aria-modal': 'true',
    'aria-labelledby': labelledBy,
    tabindex: -1,
  });
  const overlay = element('div', { class: 'sl-overlay' }, dialog);
  let resting: Element[] = [];
  let restoreFocus = () => {};

  overlay.addEventListener('mousedown', event => {
    if (event.target === overlay) event.preventDefault(); // a click beside it takes nobody's focus
  });
  dialog.addEventListener('keydown', event => {
    if (event.key === 'Escape') {
      event.preventDefault();
      dismiss();
    }
    if (event.key !== 'Tab') return;
    const all = [...dialog.querySelectorAll<HTMLElement>(tabbable)].filter(each => each.checkVisibility());
    const at = all.findIndex(each => each.matches(':focus'));
    const edge = event.shiftKey ? at <= 0 : at === all.length - 1;
    if (!edge) return;
    event.preventDefault();
    all.at(event.shiftKey ? -1 : 0)?.focus();
  });

  return {
    element: dialog,
    open(first) {
      if (!overlay.isConnected) {
        restoreFocus = rememberFocus(host);
        resting = [...host.children].filter(each => !each.hasAttribute('inert') && !each.matches('.sl-toast'));
        for (const each of resting) each.setAttribute('inert', '');
        host.append(overlay);
      }
      (first ?? dialog).focus();
    },
    close() {
      if (!overlay.isConnected) return;
      overlay.remove();
      for (const each of resting) each.removeAttribute('inert');
      restoreFocus();
    },
  };
}
