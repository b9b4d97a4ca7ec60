import type { Outbound } from '../outbox/outbound.ts';
import type { Thought } from './think.ts';

/**
 * Where the replies of a turn go: a window that waits is filled with the form, or with the first words where there is none, so that it
 * never waits for ever; in a room of staff the rest is for the eyes of who is speaking alone, and takes the place of nothing that
 * others see.
 */
export function placeReplies({ conversation, utterance, replies, pressedMessageId, aboutIds }: Thought): Outbound[] {
  const { place, roomId, windowId, externalId } = utterance.inbound;
  const forWindow = replies.find(({ form }) => form) ?? replies.find(({ onHomePage }) => !onHomePage);
  return replies.map((reply, index) => ({
    conversationId: conversation.sender.conversationId,
    reply,
    aboutIds,
    ...(windowId !== undefined && reply === forWindow
      ? { windowId }
      : place === 'room' && roomId !== undefined && !reply.onHomePage && { inRoom: roomId }),
    ...(index === 0 && place === 'private' && { answers: externalId }),
    ...(reply.replaces && pressedMessageId && place !== 'room' && { replacesMessageId: pressedMessageId }),
  }));
}
