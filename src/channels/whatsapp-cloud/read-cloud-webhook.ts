import { log } from '../../log.ts';
import type { Inbound } from '../../messages/inbound.ts';
import type { News } from '../channel.ts';
import { cloudMessage, cloudStatus, cloudWebhook } from './cloud-payload.ts';
import { readCloudMessage } from './read-cloud-message.ts';
import { readCloudMove, readCloudStatus } from './read-cloud-news.ts';

/** What a webhook brings, in the order in which it stands there. */
export interface CloudPost {
  inbounds: Inbound[];
  news: News[];
}

/** Reads a webhook. What is of another number, or malformed, is left out: it would come again for ever. */
export function readCloudWebhook(payload: unknown, phoneNumberId: string): CloudPost {
  const post: CloudPost = { inbounds: [], news: [] };
  const parsed = cloudWebhook.safeParse(payload);
  if (!parsed.success) {
    log.warn({ err: parsed.error }, 'a webhook of WhatsApp could not be read and was left out');
    return post;
  }
  const values = parsed.data.entry.flatMap(({ changes }) =>
    changes.flatMap(({ field, value }) => (field === 'messages' ? [value] : [])),
  );
  for (const { metadata, messages = [], statuses = [] } of values) {
    if (metadata?.phone_number_id !== phoneNumberId) continue;
    for (const raw of messages) {
      const message = cloudMessage.safeParse(raw);
      if (!message.success)
        log.warn({ err: message.error }, 'a message of WhatsApp could not be read and was left out');
      const inbound = message.data && readCloudMessage(message.data);
      if (inbound) post.inbounds.push(inbound);
      const move = message.data && readCloudMove(message.data);
      if (move) post.news.push(move);
    }
    for (const raw of statuses) {
      const status = cloudStatus.safeParse(raw);
      if (!status.success) log.warn({ err: status.error }, 'a status of WhatsApp could not be read and was left out');
      const news = status.data && readCloudStatus(status.data);
      if (news) post.news.push(news);
    }
  }
  return post;
}
