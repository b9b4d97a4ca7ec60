import type { Message } from '../../../slack/wire.ts';
import type { Client } from '../client.ts';

/** Who a message says it is from. */
export function authorOf(message: Message, client: Client): { id: string; name: string; isApp: boolean } {
  const { app } = client.store.view;
  if (message.subtype === 'tombstone') return { id: '', name: 'Deleted message', isApp: false };
  if (message.bot_id !== undefined) return { id: app.userId, name: message.username ?? app.name, isApp: true };
  const id = message.user ?? '';
  return { id, name: client.names().person(id), isApp: false };
}
