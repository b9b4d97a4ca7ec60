import { element } from '../element.ts';
import { glyph } from './glyph.ts';
import type { Menu } from './menu.ts';
import { createSuggestions, type Suggestion } from './suggestions.ts';

export interface ComposerSettings {
  id: string;
  /** What may be meant by the word before the caret. */
  suggest(word: string, isFirst: boolean): Suggestion[];
  /** @returns whether the words may go */
  send(text: string, files: File[], broadcast: boolean): Promise<boolean>;
  /** Arrow up in an empty field. */
  editLast(): void;
  /** Beside the paper clip. */
  menu?: Menu;
  canBroadcast?: boolean;
}

export interface Composer {
  element: HTMLElement;
  field: HTMLTextAreaElement;
  /** Says where it leads, and what the check mark below would do. */
  fit(label: string, broadcastLabel?: string): void;
}

/** Where one writes: Enter sends, Shift and Enter begins a line; "/", "@" and "#" offer what they may lead to. */
export function createComposer(settings: ComposerSettings): Composer {
  let files: File[] = [];
  const field = element('textarea', { id: settings.id, class: 'sl-composer-field', rows: 1, dir: 'auto' });
  const suggestions = createSuggestions(field, `${settings.id}-suggestions`, settings.suggest);
  const names = element('ul', { class: 'sl-chips', 'aria-label': 'Files to be sent', hidden: true });
  const picker = element('input', { type: 'file', multiple: true, hidden: true, 'aria-label': 'Files' });
  const attach = tool('clip', 'Attach files', () => picker.click());
  const send = element(
    'button',
    { type: 'submit', class: 'sl-send', 'aria-label': 'Send', title: 'Send' },
    glyph('send'),
  );
  const broadcast = element('input', { type: 'checkbox', id: `${settings.id}-broadcast` });
  const broadcastWords = element('label', { for: broadcast.id });
  const form = element(
    'form',
    { class: 'sl-composer' },
    names,
    field,
    suggestions.element,
    settings.canBroadcast === true && element('p', { class: 'sl-broadcast' }, broadcast, broadcastWords),
    element('div', { class: 'sl-composer-foot' }, picker, attach, settings.menu?.element, send),
  );

  function grow(): void {
    field.style.height = 'auto';
    field.style.height = `${field.scrollHeight}px`;
    send.classList.toggle('sl-ready', field.value.trim() !== '' || files.length > 0);
  }

  function setFiles(next: File[]): void {
    files = next;
    names.hidden = next.length === 0;
    names.replaceChildren(
      ...next.map(file => {
        const drop = () => setFiles(files.filter(other => other !== file));
        const cross = element('button', { type: 'button', 'aria-label': `Remove ${file.name}`, onclick: drop });
        cross.append(glyph('cross'));
        return element('li', { class: 'sl-chip', dir: 'auto' }, file.name, cross);
      }),
    );
    grow();
  }

  async function submit(): Promise<void> {
    const [text, all] = [field.value.trim(), files];
    if (text === '' && all.length === 0) return;
    field.value = '';
    field.dispatchEvent(new Event('input')); // nothing is suggested any more
    setFiles([]);
    if (await settings.send(text, all, broadcast.checked)) return;
    if (field.value === '') field.value = text; // refused: nothing typed is lost
    setFiles(all);
  }

  picker.addEventListener('change', () => {
    setFiles([...files, ...(picker.files ?? [])]);
    picker.value = '';
    field.focus();
  });
  form.addEventListener('submit', event => {
    event.preventDefault();
    void submit();
    field.focus();
  });
  field.addEventListener('input', grow);
  field.addEventListener('keydown', event => {
    if (event.isComposing || event.defaultPrevented) return;
    if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      void submit();
    } else if (event.key === 'ArrowUp' && field.value === '') {
      event.preventDefault();
      settings.editLast();
    }
  });

  return {
    element: form,
    field,
    fit(label, broadcastLabel) {
      field.placeholder = label;
      field.setAttribute('aria-label', label);
      broadcastWords.textContent = broadcastLabel ?? '';
      if (broadcast.parentElement) broadcast.parentElement.hidden = broadcastLabel === undefined;
    },
  };
}

function tool(name: 'clip', label: string, act: () => void): HTMLButtonElement {
  const attributes = { type: 'button', class: 'sl-tool', 'aria-label': label, title: label, onclick: act };
  return element('button', attributes, glyph(name));
}
