import { ApiError } from '../api-error.ts';
import type { ChatRoom } from '../chat-room.ts';
import type { Message } from '../wire.ts';
import type { Call } from './method.ts';

/** The chat a call is about. @throws {ApiError} 400 when the bot knows no such chat, 403 when it may not write there */
export function roomOf({ world, bot, parameters }: Call): ChatRoom {
  const chatId = parameters.text('chat_id');
  if (chatId === undefined || chatId === '') throw new ApiError(400, 'Bad Request: chat_id is empty');
  const room = world.roomFor(bot, Number(chatId));
  if (room === undefined) throw new ApiError(400, 'Bad Request: chat not found');
  if (!room.started) throw new ApiError(403, "Forbidden: bot can't initiate conversation with a user");
  if (room.blocked) throw new ApiError(403, 'Forbidden: bot was blocked by the user');
  return room;
}

/** The bot's own message a call would change. @param purpose as Telegram says it: `edit` or `delete` */
export function messageOf(call: Call, room: ChatRoom, purpose: 'edit' | 'delete'): Message {
  const messageId = call.parameters.integer('message_id');
  if (messageId === undefined) throw new ApiError(400, 'Bad Request: message identifier is not specified');
  const message = room.find(messageId);
  if (message === undefined) throw new ApiError(400, `Bad Request: message to ${purpose} not found`);
  if (purpose === 'edit' && message.from.id !== call.bot.user.id) {
    throw new ApiError(400, "Bad Request: message can't be edited");
  }
  return message;
}
