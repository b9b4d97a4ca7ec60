import type { Message } from '../../../slack/wire.ts';
import { element } from '../../element.ts';
import { unescaped } from '../text/parse-reference.ts';

/** An own message while it is being changed. */
export function createMessageEditor(
  message: Message,
  idPrefix: string,
  save: (text: string) => void,
  cancel: () => void,
): HTMLElement {
  const id = `${idPrefix}-edit-${message.ts.replace('.', '-')}`;
  const field = element('textarea', { id, class: 'sl-field-input', dir: 'auto', rows: 2, 'data-key': id });
  field.value = unescaped(message.text);
  const form = element(
    'form',
    { class: 'sl-editor', 'data-key': message.ts },
    element('label', { for: id, class: 'unseen' }, 'Edit message'),
    field,
    element(
      'div',
      { class: 'sl-editor-foot' },
      element('button', { type: 'button', class: 'sl-button', onclick: cancel }, 'Cancel'),
      element('button', { type: 'submit', class: 'sl-button sl-button-primary' }, 'Save'),
    ),
  );
  form.addEventListener('submit', event => {
    event.preventDefault();
    const text = field.value.trim();
    if (text === '') cancel();
    else save(text);
  });
  field.addEventListener('keydown', event => {
    if (event.key === 'Escape') cancel();
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });
  return form;
}
