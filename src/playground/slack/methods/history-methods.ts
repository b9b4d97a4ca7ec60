import type { Conversation, ConversationKind } from '../conversation.ts';
import { SlackError } from '../slack-error.ts';
import type { Message } from '../wire.ts';
import type { Call, Methods } from './method.ts';
import { pageOf } from './page-of.ts';
import { joinedRoom } from './room-of.ts';

const scopes: Record<ConversationKind, string> = {
  channel: 'channels:history',
  group: 'groups:history',
  im: 'im:history',
  mpim: 'mpim:history',
};
const history = Object.values(scopes);

/** What was said. */
export const historyMethods: Methods = {
  /** Newest first, without the replies in threads. */
  'conversations.history': {
    tier: 3,
    scopes: history,
    run(call) {
      const messages = between(call, readableRoom(call).main()).toReversed();
      return answer(call, messages, { max: 999, otherwise: 100 });
    },
  },

  /** Oldest first, with the message that began the thread. */
  'conversations.replies': {
    tier: 3,
    scopes: history,
    run(call) {
      const room = readableRoom(call);
      const message = room.find(call.given.required('ts'));
      if (message === undefined) throw new SlackError('thread_not_found');
      const messages = between(call, room.thread(message.thread_ts ?? message.ts));
      return answer(call, messages, { max: 1000, otherwise: 1000 });
    },
  },
};

/** Each kind of conversation has a scope of its own. @throws {SlackError} `missing_scope`, and as `joinedRoom` */
function readableRoom(call: Call): Conversation {
  const room = joinedRoom(call);
  const needed = scopes[room.kind];
  const provided = call.world.app.manifest.scopes;
  if (!provided.includes(needed)) {
    throw new SlackError('missing_scope', { extra: { needed, provided: provided.join(',') } });
  }
  return room;
}

function between({ given }: Call, messages: Message[]): Message[] {
  const oldest = given.text('oldest') ?? '0';
  const latest = given.text('latest') ?? '9999999999.999999';
  const inclusive = given.flag('inclusive') ?? false;
  return messages.filter(({ ts }) => {
    const isEnd = ts === oldest || ts === latest;
    return isEnd ? inclusive : Number(ts) > Number(oldest) && Number(ts) < Number(latest);
  });
}

function answer(call: Call, messages: Message[], limits: { max: number; otherwise: number }) {
  const { items, more, response_metadata } = pageOf(call, messages, limits);
  const withMetadata = call.given.flag('include_all_metadata') ?? false;
  const shown = withMetadata ? items : items.map(({ metadata: _, ...message }) => message);
  return { messages: shown, has_more: more, pin_count: 0, ...(more && { response_metadata }) };
}
