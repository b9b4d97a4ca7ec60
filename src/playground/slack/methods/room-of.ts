import type { Conversation } from '../conversation.ts';
import { SlackError } from '../slack-error.ts';
import type { Message } from '../wire.ts';
import type { Call } from './method.ts';

/**
 * The conversation a call is about, as far as the bot may know of it.
 * @throws {SlackError} `channel_not_found`
 */
export function roomOf({ world, given }: Call, name = 'channel'): Conversation {
  const id = given.text(name);
  const room = id === undefined ? undefined : world.conversations.get(id);
  if (room === undefined) throw new SlackError('channel_not_found');
  if (room.kind !== 'channel' && !room.members.has(world.bot.id)) throw new SlackError('channel_not_found');
  return room;
}

/** A conversation that the bot is in. @throws {SlackError} `channel_not_found`, `not_in_channel` or `is_archived` */
export function joinedRoom(call: Call, name?: string): Conversation {
  const room = roomOf(call, name);
  if (!room.members.has(call.world.bot.id)) throw new SlackError('not_in_channel');
  if (room.isArchived) throw new SlackError('is_archived');
  return room;
}

/** Where a message goes: an id, the name of a channel, or a person, whose direct message is opened. */
export function roomToPostIn(call: Call): Conversation {
  const { world, given } = call;
  const wanted = given.text('channel') ?? '';
  const user = world.users.get(wanted);
  if (user && user.id !== world.bot.id) return world.direct([user.id]);
  const named = [...world.conversations.values()].find(({ name }) => name !== '' && name === wanted.replace(/^#/, ''));
  if (named === undefined) return joinedRoom(call);
  if (!named.members.has(world.bot.id)) {
    throw new SlackError(named.kind === 'channel' ? 'not_in_channel' : 'channel_not_found');
  }
  return named;
}

/** The message a call is about. @throws {SlackError} `message_not_found` */
export function messageOf({ given }: Call, room: Conversation, name = 'ts'): Message {
  const message = room.find(given.text(name) ?? '');
  if (message === undefined) throw new SlackError('message_not_found');
  return message;
}
