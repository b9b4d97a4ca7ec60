import type { Conversation } from './conversation.ts';
import type { StoredFile } from './file-store.ts';
import type { MessageContent, MessageDesk } from './message-desk.ts';
import type { SlackWorld } from './slack-world.ts';
import type { Message } from './wire.ts';

/** Posts files to a conversation, where the app may fetch them from then on, and tells of each. */
export function shareFiles(
  world: SlackWorld,
  desk: MessageDesk,
  room: Conversation,
  files: StoredFile[],
  content: MessageContent,
): Message {
  const place = room.kind === 'im' ? 'ims' : room.kind === 'channel' ? 'channels' : 'groups';
  for (const { info } of files) info[place].push(room.id);
  const infos = files.map(({ info }) => ({ ...info }));
  const message = desk.post(room, { ...content, subtype: 'file_share', files: infos, upload: false });
  const access = room.kind === 'channel' ? 'public' : 'private';
  const share = { ts: message.ts, ...(message.thread_ts && { thread_ts: message.thread_ts }) };
  for (const { info } of files) {
    info.shares = { ...info.shares, [access]: { ...info.shares[access], [room.id]: [share] } };
  }
  if (!room.members.has(world.bot.id)) return message;
  for (const { info } of files) {
    world.link.event('file_shared', {
      type: 'file_shared',
      channel_id: room.id,
      file_id: info.id,
      user_id: info.user,
      file: { id: info.id },
      event_ts: world.stamps.next(),
    });
  }
  return message;
}

/** Leaves a tombstone in the place of a file wherever it was posted, and tells of it. */
export function unshareFile(world: SlackWorld, desk: MessageDesk, { info }: StoredFile): void {
  for (const [roomId, shares] of Object.entries({ ...info.shares.public, ...info.shares.private })) {
    const room = world.conversations.get(roomId);
    for (const { ts } of shares) {
      const message = room?.find(ts);
      if (!room || !message) continue;
      const files = (message.files ?? []).map(file =>
        file.id === info.id ? { id: info.id, mode: 'tombstone' as const } : file,
      );
      desk.edit(room, message, { files });
    }
  }
  world.link.event('file_deleted', { type: 'file_deleted', file_id: info.id, event_ts: world.stamps.next() });
}
