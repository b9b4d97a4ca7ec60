import { SlackError } from '../slack-error.ts';
import type { Call, Methods } from './method.ts';
import { joinedRoom, messageOf } from './room-of.ts';

const nameForm = /^[a-z0-9_'+-]+(::skin-tone-[2-6])?$/;

export const reactionMethods: Methods = {
  'reactions.add': {
    tier: 3,
    scopes: ['reactions:write'],
    run(call) {
      const { room, message, name, isMine } = target(call);
      if (isMine) throw new SlackError('already_reacted');
      call.desk.react(room, message, name, call.world.bot, true);
      return {};
    },
  },

  'reactions.remove': {
    tier: 2,
    scopes: ['reactions:write'],
    run(call) {
      const { room, message, name, isMine } = target(call);
      if (!isMine) throw new SlackError('no_reaction');
      call.desk.react(room, message, name, call.world.bot, false);
      return {};
    },
  },

  'reactions.get': {
    tier: 3,
    scopes: ['reactions:read'],
    run(call) {
      const room = joinedRoom(call);
      return { type: 'message', channel: room.id, message: messageOf(call, room, 'timestamp') };
    },
  },
};

function target(call: Call) {
  const { given, world } = call;
  const name = (given.text('name') ?? '').replaceAll(/^:|:$/g, '');
  if (!nameForm.test(name)) throw new SlackError('invalid_name');
  if (given.text('timestamp') === undefined) throw new SlackError('no_item_specified');
  const room = joinedRoom(call);
  const message = messageOf(call, room, 'timestamp');
  const users = message.reactions?.find(reaction => reaction.name === name)?.users ?? [];
  return { room, message, name, isMine: users.includes(world.bot.id) };
}
