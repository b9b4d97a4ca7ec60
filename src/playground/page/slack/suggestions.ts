import { element } from '../element.ts';
import { createPopup } from './popup.ts';

export interface Suggestion {
  /** What takes the place of the word. */
  insert: string;
  label: string;
  detail?: string;
}

/**
 * The list over a field while a word is typed that may be completed: arrows move, Tab and Enter take, Escape closes.
 * @param suggest gets the word before the caret, and whether it is the first
 */
export function createSuggestions(
  field: HTMLTextAreaElement,
  listId: string,
  suggest: (word: string, isFirst: boolean) => Suggestion[],
): { element: HTMLElement } {
  let shown: Suggestion[] = [];
  let current = 0;
  const list = element('div', {
    class: 'sl-listbox sl-suggestions',
    id: listId,
    role: 'listbox',
    'aria-label': 'Suggestions',
  });
  const popup = createPopup(field, list);
  field.setAttribute('aria-autocomplete', 'list');
  field.setAttribute('aria-controls', listId);

  const wordBefore = () => /\S*$/.exec(field.value.slice(0, field.selectionStart))?.[0] ?? '';

  function close(): void {
    shown = [];
    field.removeAttribute('aria-activedescendant');
    popup.close();
  }

  function look(): void {
    const word = wordBefore();
    shown = word === '' ? [] : suggest(word, field.value.slice(0, field.selectionStart).trimStart() === word);
    if (shown.length === 0) {
      close();
      return;
    }
    current = 0;
    list.replaceChildren(...shown.map(row));
    popup.open();
    mark();
  }

  function row({ label, detail }: Suggestion, index: number): HTMLElement {
    const take = () => accept(index);
    return element(
      'div',
      { class: 'sl-option', role: 'option', id: `${listId}-${index}`, 'aria-selected': 'false', onclick: take },
      element('span', { dir: 'auto' }, label, detail && element('small', { dir: 'auto' }, detail)),
    );
  }

  function mark(): void {
    [...list.children].forEach((child, index) => {
      child.classList.toggle('sl-current', index === current);
      child.setAttribute('aria-selected', String(index === current));
    });
    list.children[current]?.scrollIntoView({ block: 'nearest' });
    field.setAttribute('aria-activedescendant', `${listId}-${current}`);
  }

  function accept(index: number): void {
    const taken = shown[index];
    if (!taken) return;
    const end = field.selectionStart;
    field.setRangeText(`${taken.insert} `, end - wordBefore().length, end, 'end');
    close();
    field.focus();
    field.dispatchEvent(new Event('input'));
  }

  list.addEventListener('mousedown', event => event.preventDefault()); // the field keeps the focus
  field.addEventListener('input', look);
  field.addEventListener('blur', close);
  field.addEventListener('keydown', event => {
    if (shown.length === 0 || event.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const isWhole = shown[current]?.insert === wordBefore(); // nothing to complete: Enter sends
    const takes = event.key === 'Tab' || (event.key === 'Enter' && !isWhole);
    if (step === undefined && !takes && event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    if (step !== undefined) {
      current = (current + step + shown.length) % shown.length;
      mark();
    } else if (takes) accept(current);
    else close();
  });
  return { element: list };
}
