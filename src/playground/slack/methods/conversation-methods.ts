import type { Conversation } from '../conversation.ts';
import { SlackError } from '../slack-error.ts';
import type { User } from '../wire.ts';
import { conversationObject } from './conversation-object.ts';
import type { Call, Methods } from './method.ts';
import { pageOf } from './page-of.ts';
import { joinedRoom, roomOf } from './room-of.ts';

const read = ['channels:read', 'groups:read', 'im:read', 'mpim:read'];
const kinds: Record<string, string> = { public_channel: 'channel', private_channel: 'group', im: 'im', mpim: 'mpim' };

/** Channels and direct messages. */
export const conversationMethods: Methods = {
  'conversations.open': {
    tier: 3,
    scopes: ['im:write', 'mpim:write'],
    run(call) {
      const { world, given } = call;
      if (given.text('channel') !== undefined) return { channel: { id: roomOf(call).id } };
      const users = given.list('users');
      if (users.length === 0) throw new SlackError('users_list_not_supplied');
      if (users.length > 8) throw new SlackError('too_many_users');
      if (users.some(id => !world.users.has(id))) throw new SlackError('user_not_found');
      const known = world.conversations.size;
      const room = world.direct(users);
      const already = world.conversations.size === known;
      const whole = given.flag('return_im') ? conversationObject(room, world.bot.id) : { id: room.id };
      return { ...(already && { no_op: true, already_open: true }), channel: whole };
    },
  },

  'conversations.list': {
    tier: 2,
    scopes: read,
    run(call) {
      const { world, given } = call;
      const types = given.list('types').map(type => kinds[type] ?? refuse('invalid_types'));
      const wanted = types.length > 0 ? types : ['channel'];
      const rooms = [...world.conversations.values()].filter(
        room => wanted.includes(room.kind) && (room.kind === 'channel' || room.members.has(world.bot.id)),
      );
      const shown = rooms.filter(room => !(given.flag('exclude_archived') && room.isArchived));
      const { items, response_metadata } = pageOf(call, shown, { max: 999, otherwise: 100 });
      return { channels: items.map(room => conversationObject(room, world.bot.id)), response_metadata };
    },
  },

  'conversations.info': {
    tier: 3,
    scopes: read,
    run: call => ({
      channel: conversationObject(roomOf(call), call.world.bot.id, call.given.flag('include_num_members')),
    }),
  },

  'conversations.members': {
    tier: 4,
    scopes: read,
    run(call) {
      const { items, response_metadata } = pageOf(call, [...roomOf(call).members], { max: 999, otherwise: 100 });
      return { members: items, response_metadata };
    },
  },

  'conversations.join': {
    tier: 3,
    scopes: ['channels:join'],
    run(call) {
      const { world, desk } = call;
      const room = roomOf(call);
      if (room.isArchived) throw new SlackError('is_archived');
      if (room.kind !== 'channel') throw new SlackError('method_not_supported_for_channel_type');
      const already = room.members.has(world.bot.id);
      desk.join(room, world.bot);
      return { channel: conversationObject(room, world.bot.id), ...(already && { warning: 'already_in_channel' }) };
    },
  },

  'conversations.invite': {
    tier: 3,
    scopes: ['channels:manage', 'groups:write'],
    run(call) {
      const { world, desk, given } = call;
      const room = joinedRoom(call);
      if (room.kind === 'im') throw new SlackError('method_not_supported_for_channel_type');
      const users = given.list('users');
      if (users.length === 0) throw new SlackError('no_user');
      for (const user of users.map(id => invited(call, room, id))) desk.join(room, user, world.bot.id);
      return { channel: conversationObject(room, world.bot.id) };
    },
  },

  'conversations.create': {
    tier: 2,
    scopes: ['channels:manage', 'groups:write'],
    run(call) {
      const { world, given } = call;
      const name = given.text('name') ?? refuse('invalid_name_required');
      if (name.length > 80) throw new SlackError('invalid_name_maxlength');
      if (!/^[\p{Ll}\p{Lo}\p{N}_-]+$/u.test(name)) throw new SlackError('invalid_name_specials');
      if ([...world.conversations.values()].some(room => room.name === name)) throw new SlackError('name_taken');
      const kind = given.flag('is_private') ? 'group' : 'channel';
      return {
        channel: conversationObject(world.addConversation(kind, name, world.bot.id, [world.bot.id]), world.bot.id),
      };
    },
  },
};

function invited({ world }: Call, room: Conversation, id: string): User {
  const user = world.users.get(id);
  if (user === undefined) throw new SlackError('user_not_found');
  if (id === world.bot.id) throw new SlackError('cant_invite_self');
  if (room.members.has(id)) throw new SlackError('already_in_channel');
  return user;
}

function refuse(code: string): never {
  throw new SlackError(code);
}
