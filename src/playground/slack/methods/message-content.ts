import { z } from 'zod';
import { checkBlocks } from '../block-kit/check-blocks.ts';
import type { MessageContent } from '../message-desk.ts';
import { SlackError } from '../slack-error.ts';
import type { Metadata } from '../wire.ts';
import { writtenText } from '../written-text.ts';
import type { Call } from './method.ts';

/** The reference speaks of cutting what is longer; a bot that sends as much has a fault, so it is told. */
const textCharsMax = 40_000;
const textCharsAdvised = 4000;
/** The reference speaks of a warning, after which what was kept is not kept: a bot that would never find it again is told. */
const eventType = z.string().regex(/^[\w-]+$/);
const metadata = z.object({ event_type: eventType, event_payload: z.record(z.string(), z.unknown()) });

/**
 * Text, blocks and metadata of a message.
 * @throws {SlackError} `no_text`, `msg_too_long`, `invalid_blocks`, `invalid_metadata_format`
 */
export function messageContent(call: Call, { charsMax = textCharsMax } = {}): Partial<MessageContent> {
  const { given, world } = call;
  if (given.has('attachments')) throw new SlackError('unsupported_by_playground', { extra: { needed: 'blocks' } });
  const text = given.text('text');
  const blocks = given.has('blocks') ? checkBlocks(given.json('blocks', 'invalid_blocks_format')) : undefined;
  if (text === undefined && (blocks === undefined || blocks.length === 0)) throw new SlackError('no_text');
  if (text !== undefined && text.length > charsMax) throw new SlackError('msg_too_long');
  if (text !== undefined && text.length > textCharsAdvised) world.events.emit('advice', 'text_over_4000_characters');
  if (text === undefined) world.events.emit('advice', 'blocks_without_text');
  const unfurl = { unfurl_links: given.flag('unfurl_links'), unfurl_media: given.flag('unfurl_media') };
  return {
    ...(text !== undefined && { text: writtenText(text, 'app') }),
    ...(blocks && blocks.length > 0 && { blocks }),
    ...metadataOf(call),
    ...(unfurl.unfurl_links !== undefined && { unfurl_links: unfurl.unfurl_links }),
    ...(unfurl.unfurl_media !== undefined && { unfurl_media: unfurl.unfurl_media }),
  };
}

function metadataOf({ given }: Call): { metadata?: Metadata } {
  if (!given.has('metadata')) return {};
  const read = metadata.safeParse(given.json('metadata', 'invalid_metadata_format'));
  if (!read.success) throw new SlackError('invalid_metadata_format');
  return { metadata: read.data };
}

/** The thread a message goes to: always that of the first message. @throws {SlackError} `thread_not_found`, … */
export function threadOf(
  { given }: Call,
  find: (ts: string) => { ts: string; thread_ts?: string; user?: string } | undefined,
) {
  const ts = given.text('thread_ts');
  if (ts === undefined) {
    if (given.flag('reply_broadcast')) throw new SlackError('invalid_arguments');
    return {};
  }
  if (!/^\d{10}\.\d{6}$/.test(ts)) throw new SlackError('invalid_thread_ts');
  const target = find(ts);
  const parent = target?.thread_ts === undefined ? target : find(target.thread_ts);
  if (parent === undefined) throw new SlackError('thread_not_found');
  return {
    thread_ts: parent.ts,
    ...(parent.user && { parent_user_id: parent.user }),
    ...(given.flag('reply_broadcast') && { subtype: 'thread_broadcast' as const }),
  };
}
