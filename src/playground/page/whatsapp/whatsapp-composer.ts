import { element } from '../element.ts';
import { icon } from '../icon.ts';
import { createMenu } from '../telegram/menu.ts';

export interface WhatsappComposerActions {
  say(text: string): void;
  sendFile(kind: 'photo' | 'document', file: File): void;
  sendVoice(): void;
  sendLocation(): void;
}

/** The line to write in, with the attachments. */
export function createWhatsappComposer(fieldId: string, actions: WhatsappComposerActions): HTMLElement {
  const field = element('textarea', {
    id: fieldId,
    rows: 1,
    dir: 'auto',
    placeholder: 'Message',
    'aria-label': 'Message',
    autocomplete: 'off',
    enterkeyhint: 'send',
  });
  const attach = createMenu('Attach', icon('attach'));
  const send = element('button', { class: 'send', type: 'submit', 'aria-label': 'Send' }, icon('send'));
  const form = element('form', { class: 'composer' }, attach.element, field, send);

  const pick = (kind: 'photo' | 'document') => {
    const input = element('input', { type: 'file', accept: kind === 'photo' ? 'image/*' : undefined });
    input.addEventListener('change', () => {
      if (input.files?.[0]) actions.sendFile(kind, input.files[0]);
    });
    input.click();
  };
  attach.fill([
    { label: 'Photo', mark: icon('photo'), choose: () => pick('photo') },
    { label: 'Document', mark: icon('document'), choose: () => pick('document') },
    { label: 'Voice message', detail: 'three seconds of silence', mark: icon('voice'), choose: actions.sendVoice },
    { label: 'Location', detail: 'central London', mark: icon('location'), choose: actions.sendLocation },
  ]);

  const grow = () => {
    field.style.height = 'auto';
    field.style.height = `${field.scrollHeight}px`;
  };
  form.addEventListener('submit', event => {
    event.preventDefault();
    const text = field.value.trim();
    if (text !== '') actions.say(text);
    field.value = '';
    grow();
    field.focus();
  });
  field.addEventListener('input', grow);
  field.addEventListener('keydown', event => {
    if (event.isComposing || event.key !== 'Enter' || event.shiftKey) return;
    event.preventDefault();
    form.requestSubmit();
  });
  return element('div', { class: 'composer-place' }, form);
}
