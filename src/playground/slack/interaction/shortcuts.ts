import type { Outcome } from '../app-link/route.ts';
import type { Conversation } from '../conversation.ts';
import type { SlackWorld } from '../slack-world.ts';
import type { Message, User } from '../wire.ts';
import { commonFields } from './common-fields.ts';

/** From the lightning menu. @throws {Error} when the app has no such shortcut */
export function globalShortcut(world: SlackWorld, user: User, callbackId: string): Promise<Outcome> {
  mustHave(world, callbackId, 'global');
  const payload = {
    type: 'shortcut',
    ...commonFields(world, user),
    callback_id: callbackId,
    action_ts: world.stamps.next(),
    trigger_id: world.triggers.give(user.id),
  };
  return world.link.ask('interactive', payload, false);
}

/** From the menu of a message. @throws {Error} when the app has no such shortcut */
export function messageShortcut(
  world: SlackWorld,
  user: User,
  callbackId: string,
  room: Conversation,
  message: Message,
): Promise<Outcome> {
  mustHave(world, callbackId, 'message');
  if (message.is_ephemeral)
    throw new Error('Slack has no shortcuts on what one person alone sees: take another message.');
  const payload = {
    type: 'message_action',
    ...commonFields(world, user),
    callback_id: callbackId,
    action_ts: world.stamps.next(),
    trigger_id: world.triggers.give(user.id),
    response_url: world.responseUrls.give({ room, userId: user.id, source: message }),
    channel: { id: room.id, name: room.shownName() },
    message_ts: message.ts,
    message,
  };
  return world.link.ask('interactive', payload, false);
}

function mustHave({ app }: SlackWorld, callbackId: string, type: 'global' | 'message'): void {
  const known = app.manifest.shortcuts.filter(shortcut => shortcut.type === type).map(shortcut => shortcut.callbackId);
  if (known.includes(callbackId)) return;
  throw new Error(`There is no ${type} shortcut ${callbackId}: the manifest has ${known.join(', ') || 'none'}.`);
}
