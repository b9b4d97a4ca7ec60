import type { BotCommand, Message } from '../../telegram/wire.ts';
import { element } from '../element.ts';
import { icon } from '../icon.ts';
import { createMenu } from './menu.ts';

export interface ComposerActions {
  say(text: string): void;
  edit(messageId: number, text: string): void;
  sendFile(kind: 'photo' | 'document', file: File): void;
  sendVoice(): void;
  sendLocation(): void;
  /** The person's newest text, to change it. */
  lastOwn(): Message | undefined;
}

export interface Composer {
  element: HTMLElement;
  /** Fits the member: their commands, and whether they have to press START or unblock first. */
  fit(commands: BotCommand[], gate: { label: string; open: () => void } | undefined): void;
  startEdit(message: Message): void;
  focus(): void;
}

/** The line to write in, with the menu of commands and the attachments. */
export function createComposer(actions: ComposerActions): Composer {
  let editing: Message | undefined;
  const field = element('textarea', {
    id: 'message',
    rows: 1,
    dir: 'auto',
    placeholder: 'Message',
    'aria-label': 'Message',
    autocomplete: 'off',
    enterkeyhint: 'send',
  });
  const commands = createMenu('Commands', icon('menu'));
  const attach = createMenu('Attach', icon('attach'));
  const send = element('button', { class: 'send', type: 'submit', 'aria-label': 'Send' }, icon('send'));
  const note = element('p', { class: 'editing', hidden: true });
  const form = element('form', { class: 'composer' }, note, commands.element, attach.element, field, send);
  const gateButton = element('button', { class: 'gate' });
  const root = element('div', { class: 'composer-place' }, form, gateButton);

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

  function setEditing(message: Message | undefined): void {
    editing = message;
    field.value = message?.text ?? '';
    note.hidden = message === undefined;
    note.textContent = message ? 'Editing your message. Escape to leave it as it was.' : '';
    grow();
  }

  function grow(): void {
    field.style.height = 'auto';
    field.style.height = `${field.scrollHeight}px`;
  }

  function submit(): void {
    const text = field.value.trim();
    if (text === '') return;
    if (editing) actions.edit(editing.message_id, text);
    else actions.say(text);
    setEditing(undefined);
  }

  form.addEventListener('submit', event => {
    event.preventDefault();
    submit();
    field.focus();
  });
  field.addEventListener('input', grow);
  field.addEventListener('keydown', event => {
    if (event.isComposing) return;
    if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      submit();
    } else if (event.key === 'Escape' && editing) setEditing(undefined);
    else if (event.key === 'ArrowUp' && field.value === '') {
      const last = actions.lastOwn();
      if (last) setEditing(last);
    }
  });

  return {
    element: root,
    fit(menu, gate) {
      commands.element.hidden = menu.length === 0;
      commands.fill(
        menu.map(({ command, description }) => ({
          label: `/${command}`,
          detail: description,
          choose: () => actions.say(`/${command}`),
        })),
      );
      form.hidden = gate !== undefined;
      gateButton.hidden = gate === undefined;
      gateButton.textContent = gate?.label ?? '';
      gateButton.onclick = gate?.open ?? null;
    },
    startEdit(message) {
      setEditing(message);
      field.focus();
    },
    focus: () => (form.hidden ? gateButton : field).focus(),
  };
}
