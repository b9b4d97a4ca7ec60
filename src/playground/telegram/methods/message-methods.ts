import { isDeepStrictEqual } from 'node:util';
import { ApiError } from '../api-error.ts';
import type { ChatRoom, MessageContent } from '../chat-room.ts';
import type { Message } from '../wire.ts';
import { inlineKeyboard } from './inline-keyboard.ts';
import type { Call, Method } from './method.ts';
import { replyTarget } from './reply-target.ts';
import { messageOf, roomOf } from './room-of.ts';
import { writtenText } from './written-text.ts';

const textCharsMax = 4096;
const answerCharsMax = 200;

/** What a bot says, changes and takes back. */
export const messageMethods: Record<string, Method> = {
  sendMessage(call) {
    const content = textContent(call);
    const room = roomOf(call);
    const reply = replyTarget(call, room);
    call.bot.limits.take(room.chat);
    const message = room.post(call.bot.user, { ...content, ...reply });
    call.world.events.emit('message', message, room);
    return message;
  },

  editMessageText(call) {
    const content = textContent(call);
    const room = roomOf(call);
    const before = messageOf(call, room, 'edit');
    if (before.text === undefined) throw new ApiError(400, 'Bad Request: there is no text in the message to edit');
    refuseSame(before, { ...before, reply_markup: undefined, entities: undefined, ...content });
    call.bot.limits.take(room.chat);
    return edited(call, room, room.edit(before, content));
  },

  editMessageCaption(call) {
    const { text, entities } = writtenText(call.parameters, 'caption');
    const room = roomOf(call);
    const { caption: _, caption_entities: __, ...before } = messageOf(call, room, 'edit');
    if (before.text !== undefined) throw new ApiError(400, 'Bad Request: there is no caption in the message to edit');
    const caption = text !== '' && { caption: text, ...(entities.length > 0 && { caption_entities: entities }) };
    const after = { ...before, ...caption };
    call.bot.limits.take(room.chat);
    return edited(call, room, room.edit(before, after));
  },

  editMessageReplyMarkup(call) {
    const keyboard = inlineKeyboard(call.parameters);
    const room = roomOf(call);
    const before = messageOf(call, room, 'edit');
    refuseSame(before, { ...before, reply_markup: keyboard });
    call.bot.limits.take(room.chat);
    return edited(call, room, room.changeKeyboard(before, keyboard));
  },

  deleteMessage(call) {
    const room = roomOf(call);
    const { message_id } = messageOf(call, room, 'delete');
    room.remove(message_id);
    call.world.events.emit('delete', message_id, room);
    return true;
  },

  answerCallbackQuery({ world, bot, parameters }) {
    const queryId = parameters.text('callback_query_id') ?? '';
    const open = world.openQueries.get(queryId);
    if (open?.bot !== bot) {
      throw new ApiError(400, 'Bad Request: query is too old and response timeout expired or query ID is invalid');
    }
    const text = parameters.text('text') ?? '';
    if (text.length > answerCharsMax) throw new ApiError(400, 'Bad Request: MESSAGE_TOO_LONG');
    world.openQueries.delete(queryId);
    world.events.emit('callback-answer', { queryId, text, alert: parameters.flag('show_alert') }, open.room);
    return true;
  },

  sendChatAction(call) {
    const room = roomOf(call);
    const action = call.parameters.text('action') ?? '';
    if (!/^(typing|upload_|record_|choose_sticker|find_location)/.test(action)) {
      throw new ApiError(400, 'Bad Request: wrong parameter action in request');
    }
    call.world.events.emit('action', action, room);
    return true;
  },
};

function textContent({ parameters }: Call): MessageContent & { text: string } {
  const { text, entities } = writtenText(parameters, 'text');
  if (text === '') throw new ApiError(400, 'Bad Request: message text is empty');
  if (text.length > textCharsMax) throw new ApiError(400, 'Bad Request: message is too long');
  const keyboard = inlineKeyboard(parameters);
  const preview = parameters.json('link_preview_options');
  return {
    text,
    ...(entities.length > 0 && { entities }),
    ...(keyboard && { reply_markup: keyboard }),
    ...(typeof preview === 'object' && preview !== null && { link_preview_options: preview }),
  };
}

function refuseSame(before: Message, after: unknown): void {
  const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
  if (!isDeepStrictEqual(plain(before), plain(after))) return;
  throw new ApiError(
    400,
    'Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message',
  );
}

function edited({ world }: Call, room: ChatRoom, message: Message): Message {
  world.events.emit('edit', message, room);
  return message;
}
