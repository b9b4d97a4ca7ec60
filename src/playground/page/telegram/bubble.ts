import type { InlineButton, Message } from '../../telegram/wire.ts';
import { element } from '../element.ts';
import { icon } from '../icon.ts';
import { addressOf } from '../post.ts';
import { richText } from './rich-text.ts';

export interface BubbleActions {
  press(message: Message, button: InlineButton, pressed: HTMLButtonElement): void;
  edit(message: Message): void;
}

const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });

/** One message as a Telegram app draws it, with its buttons below. */
export function bubble(message: Message, read: boolean, actions: BubbleActions): HTMLElement {
  const mine = !message.from.is_bot;
  const time = clock.format(message.date * 1000);
  const words = message.text ?? message.caption;
  const body = element('div', { class: 'bubble' }, ...media(message));
  if (message.reply_to_message) body.prepend(quote(message.reply_to_message));
  if (words !== undefined) {
    body.append(
      element('p', { class: 'words', dir: 'auto' }, richText(words, message.entities ?? message.caption_entities)),
    );
  }
  body.append(
    element(
      'footer',
      {},
      message.edit_date !== undefined && element('span', { class: 'edited' }, 'edited'),
      element('time', {}, time),
      mine && tick(read),
    ),
  );
  const article = element(
    'article',
    {
      class: mine ? 'message mine' : 'message theirs',
      'aria-label': `${mine ? 'You' : message.from.first_name}, ${time}`,
      'data-id': message.message_id,
    },
    body,
  );
  if (mine && message.text !== undefined) {
    const label = 'Edit this message';
    article.append(
      element(
        'button',
        { class: 'edit', 'aria-label': label, title: label, onclick: () => actions.edit(message) },
        icon('edit'),
      ),
    );
  }
  if (message.reply_markup) article.append(keyboard(message, actions));
  return article;
}

function keyboard(message: Message, actions: BubbleActions): HTMLElement {
  const rows = message.reply_markup?.inline_keyboard ?? [];
  return element(
    'div',
    { class: 'keyboard', role: 'group', 'aria-label': 'Buttons of this message' },
    ...rows.map(row => element('div', { class: 'keyboard-row' }, ...row.map(button => key(message, button, actions)))),
  );
}

function key(message: Message, button: InlineButton, actions: BubbleActions): HTMLElement {
  if (button.url !== undefined) {
    const attributes = { class: 'key', href: button.url, target: '_blank', rel: 'noreferrer', dir: 'auto' };
    return element('a', attributes, button.text, icon('link'));
  }
  const made = element('button', { class: 'key', dir: 'auto' }, button.text);
  made.addEventListener('click', () => actions.press(message, button, made));
  return made;
}

function tick(read: boolean): HTMLElement {
  const words = element('span', { class: 'unseen' }, read ? 'read' : 'sent');
  return element('span', { class: read ? 'tick read' : 'tick' }, icon(read ? 'read' : 'sent'), words);
}

function quote(message: Message): HTMLElement {
  const words = message.text ?? message.caption ?? 'Attachment';
  return element(
    'blockquote',
    { class: 'replied' },
    element('strong', {}, message.from.first_name),
    element('span', { dir: 'auto' }, words),
  );
}

function media({ photo, voice, document: file, location }: Message): HTMLElement[] {
  const last = photo?.at(-1);
  if (last) return [element('img', { class: 'photo', src: addressOf(`telegram/files/${last.file_id}`), alt: 'Photo' })];
  if (voice) return [attachment('voice', 'Voice message', `${voice.duration} seconds`)];
  if (file) return [attachment('document', file.file_name, `${Math.ceil(file.file_size / 1024)} KB`)];
  if (location) {
    const { latitude, longitude } = location;
    return [attachment('location', 'Location', `${latitude.toFixed(4)}, ${longitude.toFixed(4)}`)];
  }
  return [];
}

function attachment(kind: 'voice' | 'document' | 'location', title: string, detail: string): HTMLElement {
  return element(
    'div',
    { class: 'attachment' },
    element('span', { class: 'attachment-mark' }, icon(kind)),
    element('span', {}, element('strong', { dir: 'auto' }, title), element('small', {}, detail)),
  );
}
