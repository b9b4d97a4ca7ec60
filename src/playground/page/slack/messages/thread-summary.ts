import type { RoomView } from '../../../slack/slack-view.ts';
import type { Message } from '../../../slack/wire.ts';
import { element } from '../../element.ts';
import type { Client } from '../client.ts';
import { face } from '../faces.ts';
import { authorOf } from './author.ts';
import { dayOf, timeOf } from './times.ts';

const facesShown = 3;

/** "3 replies": leads to the thread that a message began, or that it was sent from. */
export function drawThreadSummary(client: Client, room: RoomView, message: Message): HTMLElement | undefined {
  const open = (ts: string) => () => client.openThread(ts);
  if (message.subtype === 'thread_broadcast' && message.thread_ts !== undefined) {
    const attributes = { type: 'button', class: 'sl-from-thread', onclick: open(message.thread_ts) };
    return element('button', attributes, 'Replied to a thread');
  }
  const replies = client.store.replies(room, message.ts);
  const last = replies.at(-1);
  if (last === undefined) return undefined;
  const authors = [...new Set(replies.map(reply => authorOf(reply, client).id))].slice(0, facesShown);
  return element(
    'button',
    { type: 'button', class: 'sl-replies', 'data-key': `${message.ts}/replies`, onclick: open(message.ts) },
    ...authors.map(id => face(client.store, id)),
    element('strong', {}, replies.length === 1 ? '1 reply' : `${replies.length} replies`),
    element('span', {}, `Last reply ${dayOf(last.ts).toLowerCase()} at ${timeOf(last.ts)}`),
  );
}
