import type { SentOption } from '../../whatsapp/shown-message.ts';
import type { MessageView } from '../../whatsapp/whatsapp-view.ts';
import { element } from '../element.ts';
import { icon } from '../icon.ts';
import { addressOf } from '../post.ts';
import { whatsappText } from './whatsapp-text.ts';

type Press = (message: MessageView, option: SentOption) => void;

const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });

/** One message as WhatsApp draws it: buttons below it, or what opens its list. */
export function whatsappBubble(message: MessageView, press: Press): HTMLElement {
  const { isOwn, text, file, options, atMs, isTemplate } = message;
  const time = clock.format(atMs);
  const body = element('div', { class: 'bubble' }, file && attachment(file));
  if (text !== '') body.append(element('p', { class: 'words', dir: 'auto' }, whatsappText(text)));
  body.append(
    element(
      'footer',
      {},
      isTemplate && element('span', { class: 'edited' }, 'template'),
      element('time', {}, time),
      isOwn && tick(message.isRead),
    ),
  );
  const who = isOwn ? 'You' : 'Folding Chair';
  const article = element(
    'article',
    { class: `message ${isOwn ? 'mine' : 'theirs'}`, 'aria-label': `${who}, ${time}` },
    body,
  );
  if (options.length > 0)
    article.append(message.listLabel === undefined ? buttons(message, press) : list(message, press));
  return article;
}

function buttons(message: MessageView, press: Press): HTMLElement {
  return element(
    'div',
    { class: 'keyboard', role: 'group', 'aria-label': 'Buttons of this message' },
    ...message.options.map(option => key(option, () => press(message, option))),
  );
}

/** A list opens in its place, and closes when something is picked. */
function list(message: MessageView, press: Press): HTMLElement {
  const rows = message.options.map(option =>
    key(option, () => {
      details.open = false;
      press(message, option);
    }),
  );
  const details = element(
    'details',
    { class: 'keyboard whatsapp-list' },
    element('summary', { class: 'key', dir: 'auto' }, icon('menu'), ` ${message.listLabel ?? ''}`),
    ...rows,
  );
  return details;
}

function key({ title, description }: SentOption, onclick: () => void): HTMLElement {
  return element(
    'button',
    { class: 'key', dir: 'auto', onclick },
    title,
    description !== undefined && element('small', {}, description),
  );
}

function tick(isRead: boolean): HTMLElement {
  const words = element('span', { class: 'unseen' }, isRead ? 'read' : 'sent');
  return element('span', { class: isRead ? 'tick read' : 'tick' }, icon(isRead ? 'read' : 'sent'), words);
}

function attachment({ id, kind, name }: NonNullable<MessageView['file']>): HTMLElement {
  if (kind === 'image') return element('img', { class: 'photo', src: addressOf(`whatsapp/files/${id}`), alt: 'Photo' });
  return element(
    'div',
    { class: 'attachment' },
    element('span', { class: 'attachment-mark' }, icon(kind === 'audio' ? 'voice' : 'document')),
    element('span', {}, element('strong', { dir: 'auto' }, kind === 'audio' ? 'Voice message' : name)),
  );
}
