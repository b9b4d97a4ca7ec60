import { SlackError } from '../slack-error.ts';
import type { Message } from '../wire.ts';
import { messageContent, threadOf } from './message-content.ts';
import type { Call, Methods } from './method.ts';
import { joinedRoom, messageOf, roomOf, roomToPostIn } from './room-of.ts';

const write = ['chat:write'];
/** What `chat.update` takes, as those find who use it. */
const updateCharsMax = 4000;

/** What the app says, changes and takes back. */
export const chatMethods: Methods = {
  'chat.postMessage': {
    tier: 'special',
    scopes: write,
    run(call) {
      const { world, desk, given } = call;
      const room = roomToPostIn(call);
      const content = messageContent(call);
      const thread = threadOf(call, ts => room.find(ts));
      world.limits.takePost(room.id);
      const message = desk.post(room, { ...desk.byBot(given.text('username')), ...content, ...thread });
      return { channel: room.id, ts: message.ts, message };
    },
  },

  'chat.update': {
    tier: 3,
    scopes: write,
    run(call) {
      const { world, desk } = call;
      const room = joinedRoom(call);
      const before = ownMessage(call, messageOf(call, room), 'cant_update_message');
      const content = messageContent(call, { charsMax: updateCharsMax });
      const isTextAlone = content.text !== undefined && content.blocks === undefined;
      const edited = isTextAlone && { edited: { user: world.bot.id, ts: world.stamps.next() } };
      const message = desk.edit(room, before, { ...content, ...edited }, isTextAlone ? ['blocks'] : []);
      return { channel: room.id, ts: message.ts, text: message.text, message };
    },
  },

  'chat.delete': {
    tier: 3,
    scopes: write,
    run(call) {
      const room = joinedRoom(call);
      const message = ownMessage(call, messageOf(call, room), 'cant_delete_message');
      call.desk.remove(room, message);
      return { channel: room.id, ts: message.ts };
    },
  },

  'chat.postEphemeral': {
    tier: 4,
    scopes: write,
    run(call) {
      const { desk, given, world } = call;
      const room = joinedRoom(call);
      const userId = given.required('user');
      if (!world.users.has(userId) || !room.members.has(userId)) throw new SlackError('user_not_in_channel');
      const thread = threadOf(call, ts => room.find(ts));
      const { metadata: _, ...content } = messageContent(call); // nothing can be kept beside what nobody can look up
      const message = desk.whisper(room, userId, { ...desk.byBot(), ...content, ...thread });
      return { message_ts: message.ts };
    },
  },

  'chat.getPermalink': {
    tier: 'special',
    scopes: [],
    run(call) {
      const room = roomOf(call);
      const { ts, thread_ts } = messageOf(call, room, 'message_ts');
      const inThread = thread_ts === undefined || thread_ts === ts ? '' : `?thread_ts=${thread_ts}&cid=${room.id}`;
      const permalink = `${call.world.origin}/archives/${room.id}/p${ts.replace('.', '')}${inThread}`;
      return { channel: room.id, permalink };
    },
  },
};

function ownMessage({ world }: Call, message: Message, otherwise: string): Message {
  if (message.bot_id !== world.app.botId || message.subtype === 'tombstone') throw new SlackError(otherwise);
  return message;
}
