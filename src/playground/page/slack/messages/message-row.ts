import type { RoomView } from '../../../slack/slack-view.ts';
import type { Message } from '../../../slack/wire.ts';
import { element } from '../../element.ts';
import { drawBlocks } from '../blocks/draw-blocks.ts';
import type { Form } from '../blocks/form.ts';
import { placeIn } from '../blocks/place-in.ts';
import type { Client } from '../client.ts';
import { face } from '../faces.ts';
import { glyph } from '../glyph.ts';
import { drawPassages } from '../text/draw-text.ts';
import { parseMrkdwn } from '../text/parse-mrkdwn.ts';
import { authorOf } from './author.ts';
import { drawFiles } from './files.ts';
import { createMessageTools } from './message-tools.ts';
import { drawReactions } from './reactions.ts';
import { drawThreadSummary } from './thread-summary.ts';
import { timeOf } from './times.ts';

export interface RowSettings {
  room: RoomView;
  form: Form;
  /** Follows another of the same author: no picture, no name. */
  isCompact: boolean;
  inThread: boolean;
  edit(message: Message): void;
}

/** One message as Slack draws it. */
export function drawMessage(client: Client, message: Message, settings: RowSettings): HTMLElement {
  const { room, isCompact, inThread } = settings;
  const author = authorOf(message, client);
  const time = timeOf(message.ts);
  if (message.subtype === 'channel_join') return joined(client, message);
  const name = element(
    'header',
    { class: isCompact ? 'sl-message-name unseen' : 'sl-message-name' },
    element('strong', { dir: 'auto' }, author.name),
    author.isApp && element('span', { class: 'sl-app-badge' }, 'App'),
    element('time', {}, time),
  );
  const row = element(
    'article',
    {
      class: message.is_ephemeral ? 'sl-message sl-whisper' : 'sl-message',
      'aria-label': `${author.name}, ${time}`,
      'data-key': message.ts,
      tabindex: -1,
    },
    element(
      'div',
      { class: 'sl-message-side', 'aria-hidden': 'true' },
      isCompact ? element('span', { class: 'sl-side-time' }, time) : face(client.store, author.id),
    ),
    element(
      'div',
      { class: 'sl-message-words' },
      message.is_ephemeral && element('p', { class: 'sl-only-you' }, glyph('eye'), 'Only visible to you'),
      name,
      words(client, message, settings),
      drawFiles((message.files ?? []).filter(file => file.mode === 'hosted')),
      drawReactions(client, room, message),
      !inThread && drawThreadSummary(client, room, message),
    ),
  );
  const isGone = message.subtype === 'tombstone';
  if (!message.is_ephemeral && !isGone) row.append(createMessageTools(client, message, settings, row));
  row.classList.toggle('sl-compact', isCompact);
  row.classList.toggle('sl-gone', isGone);
  return row;
}

function words(client: Client, message: Message, { room, form }: RowSettings): HTMLElement {
  const { blocks, text, edited } = message;
  const at = { roomId: room.id, ts: message.ts };
  const root =
    blocks && blocks.length > 0
      ? drawBlocks(blocks, placeIn(client, at, blocks, form))
      : element('div', { class: 'sl-rich' }, drawPassages(parseMrkdwn(text), client.names()));
  if (edited) (lastWords(root) ?? root).append(element('small', { class: 'sl-edited' }, '(edited)'));
  return root;
}

function lastWords(root: HTMLElement): Element | undefined {
  return [...root.querySelectorAll('.sl-words')].at(-1);
}

function joined(client: Client, message: Message): HTMLElement {
  return element(
    'p',
    { class: 'sl-joined', 'data-key': message.ts },
    element('bdi', {}, client.names().person(message.user ?? '')),
    ' joined.',
  );
}
