import { CallArguments } from '../call-arguments.ts';
import type { MessageDesk } from '../message-desk.ts';
import { messageContent } from '../methods/message-content.ts';
import type { ResponseTarget } from '../response-urls.ts';
import { SlackError } from '../slack-error.ts';
import type { SlackWorld } from '../slack-world.ts';

/**
 * Puts an app's answer where it belongs: to a `response_url`, or as the acknowledgement of a command.
 * Only the person sees it, unless it says `in_channel`.
 * @throws {SlackError} as `chat.postMessage` does
 */
export function respond(
  world: SlackWorld,
  desk: MessageDesk,
  { room, userId, source }: ResponseTarget,
  body: Record<string, unknown>,
): void {
  const given = new CallArguments(body);
  const ephemeral = source && room.ephemerals.findIndex(({ message }) => message.ts === source.ts);
  const current = source && (ephemeral === -1 ? room.find(source.ts) : source);
  if (given.flag('delete_original')) {
    if (current === undefined) throw new SlackError('message_not_found');
    if (ephemeral !== undefined && ephemeral >= 0) room.ephemerals.splice(ephemeral, 1);
    else desk.remove(room, current);
    world.events.emit('delete', current.ts, room);
    return;
  }
  const content = { ...desk.byBot(), ...messageContent({ world, desk, given }) };
  if (given.flag('replace_original') && current) {
    if (ephemeral === undefined || ephemeral < 0) desk.edit(room, current, content, content.blocks ? [] : ['blocks']);
    else {
      const message = { type: 'message' as const, ts: current.ts, ...content, is_ephemeral: true };
      room.ephemerals[ephemeral] = { userId, message };
      world.events.emit('ephemeral', message, room, userId);
    }
    return;
  }
  const thread_ts = given.text('thread_ts');
  const place = { ...content, ...(thread_ts !== undefined && { thread_ts }) };
  if (given.text('response_type') === 'in_channel') desk.post(room, place);
  else desk.whisper(room, userId, place);
}
