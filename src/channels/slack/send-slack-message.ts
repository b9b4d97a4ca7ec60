import type { webApi } from '@slack/bolt';
import type { Chunk, Placement } from '../channel.ts';
import { SendError } from '../send-error.ts';
import { readFileName } from './file-name.ts';
import { cannotUpdate, codeOf, isRoomClosed } from './slack-error.ts';
import { toSlackMessage } from './slack-message.ts';
import type { SlackPeople } from './slack-people.ts';
import type { SlackSay } from './slack-say.ts';
import { homeView, windowView } from './slack-view.ts';
import type { SlackWindows } from './slack-windows.ts';
import { isWindowName, readWindowName } from './window-name.ts';

/** What is sent with. */
export interface SlackSender {
  client: webApi.WebClient;
  people: SlackPeople;
  windows: SlackWindows;
  say: SlackSay;
}

/** Kept beside a message, where nobody sees it (https://docs.slack.dev/messaging/message-metadata). */
export const DELIVERY_EVENT = 'folding_chair_delivery';

/**
 * Puts a chunk where it belongs: onto the Home tab, into a window, before one person in a room, or into a chat.
 *
 * @returns the time of the message, which is its id, or the window that was filled; undefined for what nobody can point at later.
 * @throws SendError, or what Slack's client throws.
 */
export async function sendSlackMessage(
  { client, people, windows, say }: SlackSender,
  chatId: string,
  chunk: Chunk,
  { onHomePage, windowId, inRoom: room, under, replacing, deliveryId }: Placement,
): Promise<string | undefined> {
  if (onHomePage) {
    await client.views.publish({ user_id: chatId, view: homeView(chunk, say) });
    return undefined;
  }
  const inRoom = room ?? (windowId && readWindowName(windowId).roomId);
  if (replacing !== undefined && isWindowName(replacing)) {
    // Closed, it is missed by nobody.
    await windows.fill(replacing, windowView(chunk, readWindowName(replacing).roomId, say));
    return replacing;
  }
  if (windowId !== undefined) {
    if (await windows.fill(windowId, windowView(chunk, inRoom, say))) return windowId;
    // Words have another place to go to; a form has none.
    if (chunk.form) throw new SendError({ code: 'window closed', retryable: false });
  }
  const message = { ...toSlackMessage(chunk, say), parse: 'none' as const };
  if (inRoom && (await whisper(inRoom))) return undefined;
  const sent = {
    ...message,
    channel: await people.roomOf(chatId),
    ...(deliveryId !== undefined && {
      metadata: { event_type: DELIVERY_EVENT, event_payload: { delivery_id: deliveryId } },
    }),
  };
  const file = replacing === undefined ? undefined : readFileName(replacing);
  if (file) {
    await takeAway(file.fileId);
    if (file.ts !== undefined) await replace(file.ts);
    return replacing;
  }
  // What was pressed in a room stands there, and not in the chat.
  if (replacing !== undefined && !inRoom && (await replace(replacing))) return replacing;
  return post(inRoom ? undefined : under);

  /** @returns false when the room is no place for it: then it is said to the person alone elsewhere. */
  async function whisper(room: string): Promise<boolean> {
    try {
      const thread = under !== undefined && { thread_ts: under };
      await client.chat.postEphemeral({ ...message, channel: room, user: chatId, ...thread });
      return true;
    } catch (error) {
      if (isRoomClosed(error)) return false;
      throw error;
    }
  }

  /** @returns false when that message can be changed no more: a new one is kinder than none. */
  async function replace(ts: string): Promise<boolean> {
    try {
      await client.chat.update({ ...sent, ts });
      return true;
    } catch (error) {
      if (cannotUpdate(error)) return false;
      throw error;
    }
  }

  /** Whoever took it away before us has done the same. */
  async function takeAway(file: string): Promise<void> {
    try {
      await client.files.delete({ file });
    } catch (error) {
      if (!['file_not_found', 'file_deleted'].includes(codeOf(error))) throw error;
    }
  }

  async function post(threadTs: string | undefined): Promise<string | undefined> {
    const posted = { ...sent, unfurl_links: false, unfurl_media: false };
    try {
      const { ts } = await client.chat.postMessage({ ...posted, ...(threadTs && { thread_ts: threadTs }) });
      return ts;
    } catch (error) {
      if (threadTs === undefined || codeOf(error) !== 'thread_not_found') throw error;
      return post(undefined);
    }
  }
}
