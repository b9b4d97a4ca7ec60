import { element as make } from '../../element.ts';
import { glyph } from '../glyph.ts';
import { createPopup } from '../popup.ts';
import type { Choice } from './choices.ts';

export interface ComboboxSettings {
  id?: string | undefined;
  label?: string | undefined;
  describedBy?: string | undefined;
  listId: string;
  placeholder: string;
  isMulti: boolean;
  find(typed: string): Promise<Choice[]>;
  /** What is said when nothing was found for `typed`. */
  hint(typed: string): string;
  isChosen(choice: Choice): boolean;
  choose(choice: Choice): void;
  /** Backspace in an empty field. */
  dropLast(): void;
}

export interface Combobox {
  element: HTMLElement;
  input: HTMLInputElement;
  /** Shows what is chosen. */
  show(words: string): void;
}

/**
 * A field with a list to choose from, which typing narrows (https://www.w3.org/WAI/ARIA/apg/patterns/combobox/): arrows
 * move, Enter chooses, Escape closes.
 */
export function createCombobox(settings: ComboboxSettings): Combobox {
  const { listId, isMulti } = settings;
  let shown: { choice: Choice; row: HTMLElement }[] = [];
  let current = -1;
  let words = '';
  let asked = 0;

  const input = make('input', {
    class: 'sl-combobox',
    id: settings.id,
    role: 'combobox',
    autocomplete: 'off',
    dir: 'auto',
    placeholder: settings.placeholder,
    'aria-label': settings.label,
    'aria-describedby': settings.describedBy,
    'aria-autocomplete': 'list',
    'aria-expanded': 'false',
    'aria-controls': listId,
  });
  const list = make('div', {
    class: 'sl-listbox',
    id: listId,
    role: 'listbox',
    'aria-label': settings.label ?? settings.placeholder,
    'aria-multiselectable': isMulti && 'true',
  });
  const hint = make('p', { class: 'sl-hint-row', role: 'status' });
  const panel = make('div', { class: 'sl-list-panel' }, hint, list);
  const root = make('div', { class: 'sl-combobox-place' }, input, glyph('chevron'), panel);
  const popup = createPopup(root, panel);
  const isOpen = () => input.getAttribute('aria-expanded') === 'true';

  async function open(): Promise<void> {
    const typed = input.value === words ? '' : input.value.trim();
    asked += 1;
    const question = asked;
    const choices = await settings.find(typed).catch(() => []);
    if (question !== asked || !input.matches(':focus')) return;
    draw(choices);
    hint.textContent = choices.length === 0 ? settings.hint(typed) : '';
    input.setAttribute('aria-expanded', 'true');
    popup.open();
    move(Math.max(0, choices.findIndex(settings.isChosen)));
  }

  function close(): void {
    asked += 1;
    input.setAttribute('aria-expanded', 'false');
    input.removeAttribute('aria-activedescendant');
    input.value = words;
    popup.close();
  }

  function draw(choices: Choice[]): void {
    let group: string | undefined;
    list.replaceChildren();
    shown = choices.map((choice, index) => {
      if (choice.group !== undefined && choice.group !== group) {
        list.append(make('div', { class: 'sl-group', role: 'presentation', dir: 'auto' }, choice.group));
      }
      group = choice.group;
      const attributes = {
        class: 'sl-option',
        role: 'option',
        id: `${listId}-${index}`,
        'aria-selected': String(settings.isChosen(choice)),
      };
      const detail = choice.detail !== undefined && make('small', { dir: 'auto' }, choice.detail);
      const row = make('div', attributes, make('span', { dir: 'auto' }, choice.label, detail), glyph('check'));
      row.addEventListener('click', () => pick(choice));
      list.append(row);
      return { choice, row };
    });
  }

  function move(to: number): void {
    shown[current]?.row.classList.remove('sl-current');
    current = shown.length === 0 ? -1 : (to + shown.length) % shown.length;
    const row = shown[current]?.row;
    row?.classList.add('sl-current');
    row?.scrollIntoView({ block: 'nearest' });
    if (row) input.setAttribute('aria-activedescendant', row.id);
    else input.removeAttribute('aria-activedescendant');
  }

  function pick(choice: Choice): void {
    settings.choose(choice);
    input.focus();
    if (isMulti) {
      input.value = '';
      void open();
    } else close();
  }

  panel.addEventListener('mousedown', event => event.preventDefault()); // the field keeps the focus
  root.addEventListener('click', event => {
    if (panel.contains(event.target as Node)) return;
    input.focus();
    if (!isOpen()) void open();
  });
  input.addEventListener('focus', () => input.select());
  input.addEventListener('blur', close);
  input.addEventListener('input', () => void open());
  input.addEventListener('keydown', event => {
    if (event.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const used = step !== undefined || ((event.key === 'Enter' || event.key === 'Escape') && isOpen());
    if (event.key === 'Backspace' && input.value === '') settings.dropLast();
    if (!used) return;
    event.preventDefault();
    event.stopPropagation(); // neither sends the form around it nor closes it
    const chosen = shown[current]?.choice;
    if (step !== undefined && isOpen()) move(current + step);
    else if (step !== undefined) void open();
    else if (event.key === 'Escape') close();
    else if (chosen) pick(chosen);
  });

  return {
    element: root,
    input,
    show(chosen) {
      words = chosen;
      if (!(isMulti && isOpen())) input.value = chosen;
    },
  };
}
