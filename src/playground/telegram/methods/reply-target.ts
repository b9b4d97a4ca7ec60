import { ApiError } from '../api-error.ts';
import type { ChatRoom } from '../chat-room.ts';
import type { Message } from '../wire.ts';
import type { Call } from './method.ts';

/** The message a new one answers, by `reply_parameters` or the older `reply_to_message_id`. @throws {ApiError} 400 */
export function replyTarget({ parameters }: Call, room: ChatRoom): { reply_to_message?: Message } {
  const given = (parameters.json('reply_parameters') ?? {}) as Record<string, unknown>;
  const messageId = Number(given.message_id ?? parameters.integer('reply_to_message_id') ?? 0);
  if (messageId === 0) return {};
  const target = room.find(messageId);
  if (target) return { reply_to_message: target };
  if (given.allow_sending_without_reply === true || parameters.flag('allow_sending_without_reply')) return {};
  throw new ApiError(400, 'Bad Request: message to be replied not found');
}
