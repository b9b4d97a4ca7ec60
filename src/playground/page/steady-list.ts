import { element } from './element.ts';
import { whenLetGo } from './when-let-go.ts';

/**
 * A list of buttons whose words change while people look at them: each button stays the same element, so that what is pressed is
 * clicked, and what has the focus keeps it.
 */
export function createSteadyList<Key>(
  list: HTMLElement,
  choose: (key: Key) => void,
): (rows: { key: Key; isCurrent: boolean; content: (Node | false)[] }[]) => void {
  const buttons = new Map<Key, HTMLButtonElement>();

  return rows =>
    whenLetGo(list, () => {
      for (const [key, button] of buttons) {
        if (rows.some(row => row.key === key)) continue;
        button.closest('li')?.remove();
        buttons.delete(key);
      }
      for (const { key, isCurrent, content } of rows) {
        const button = buttons.get(key) ?? add(key);
        if (isCurrent) button.setAttribute('aria-current', 'true');
        else button.removeAttribute('aria-current');
        button.replaceChildren(...content.filter(part => part !== false));
      }
    });

  function add(key: Key): HTMLButtonElement {
    const button = element('button', { class: 'person', onclick: () => choose(key) });
    buttons.set(key, button);
    list.append(element('li', {}, button));
    return button;
  }
}
