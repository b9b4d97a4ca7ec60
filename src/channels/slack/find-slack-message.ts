import type { webApi } from '@slack/bolt';
import type { Placement } from '../channel.ts';
import { DELIVERY_EVENT } from './send-slack-message.ts';

/** https://docs.slack.dev/reference/methods/conversations.history recommends no more at a time. */
const PAGE_MESSAGES = 200;
const PAGES_MAX = 3;
/** A delivery is too old to be useful after a day: what came before that is none of it. */
const RECENT_SECONDS = 25 * 3600;

interface Page {
  messages?: { ts?: string; metadata?: { event_type?: string; event_payload?: object } }[];
  response_metadata?: { next_cursor?: string };
}

/**
 * Looks for a delivery among the latest messages of a room, by what is kept beside them. What went before one person alone, into a window or
 * onto the Home tab cannot be looked up, and does no harm when it is shown again.
 *
 * @returns the time of the message. @throws what Slack's client throws.
 */
export async function findSlackMessage(
  client: webApi.WebClient,
  room: string,
  deliveryId: string,
  { inRoom, windowId, onHomePage, under }: Placement,
): Promise<string | undefined> {
  if (inRoom !== undefined || windowId !== undefined || onHomePage) return undefined;
  const asked = {
    channel: room,
    oldest: String(Date.now() / 1000 - RECENT_SECONDS),
    limit: PAGE_MESSAGES,
    include_all_metadata: true,
  };
  let cursor: string | undefined;
  for (let pages = 0; pages < PAGES_MAX; pages++) {
    const page: Page = under
      ? await client.conversations.replies({ ...asked, ts: under, ...(cursor && { cursor }) })
      : await client.conversations.history({ ...asked, ...(cursor && { cursor }) });
    const found = page.messages?.find(message => idOf(message) === deliveryId);
    cursor = page.response_metadata?.next_cursor;
    if (found || !cursor) return found?.ts;
  }
  return undefined;
}

function idOf({ metadata }: NonNullable<Page['messages']>[number]): unknown {
  if (metadata?.event_type !== DELIVERY_EVENT || !metadata.event_payload) return undefined;
  return 'delivery_id' in metadata.event_payload ? metadata.event_payload.delivery_id : undefined;
}
