import { z } from 'zod';
import type { InboundContent } from '../../messages/inbound.ts';
import { type Arrival, isDirect, msOf, NOTHING } from './arrival.ts';
import { mediaOf, slackFile } from './slack-media.ts';
import { readSlackText } from './slack-text.ts';

const id = z.string().min(1);
const ts = z.string().regex(/^\d+\.\d+$/);
const said = z.object({
  subtype: z.string().optional(),
  user: id.optional(),
  bot_id: id.optional(),
  text: z.string().optional(),
  files: z.array(slackFile).optional(),
});
const message = said.extend({ channel: id, ts, message: said.optional(), previous_message: said.optional() });
const homeOpened = z.object({ user: id, channel: id.optional(), tab: z.string().optional() });
const envelope = z.object({
  event_id: id,
  event_time: z.number().optional(),
  event: z.looseObject({ type: z.string() }),
});

type Message = z.infer<typeof message>;

/** What a person says themselves; every other subtype is Slack talking (https://docs.slack.dev/reference/events/message). */
const SAID_BY_PEOPLE = new Set([undefined, 'file_share', 'me_message', 'thread_broadcast']);

/**
 * Reads an event of the Events API (https://docs.slack.dev/apis/events-api): direct messages, their edits, mentions elsewhere, and that
 * somebody looks at the Home tab. What is written in a channel is for those who read it there, and never arrives.
 *
 * @param botUserId what the bot is mentioned by.
 * @throws ZodError when it is no event at all.
 */
export function readSlackEvent(body: unknown, botUserId: string): Arrival {
  const { event_id: eventId, event_time: eventTime, event } = envelope.parse(body);
  if (event.type === 'app_home_opened') return readHomeOpened(event, eventId, eventTime);
  // In a channel a mention comes twice, as a message too: only the mention is for us.
  const isMention = event.type === 'app_mention';
  if (!isMention && event.type !== 'message') return NOTHING;
  const arrived = message.parse(event);
  if (isMention === isDirect(arrived.channel)) return NOTHING;
  const by = arrived.subtype === 'message_changed' ? arrived.message : arrived;
  if (!by?.user || by.bot_id || !SAID_BY_PEOPLE.has(by.subtype)) return NOTHING;
  const contents = isMention ? [mentionIn(arrived, botUserId)] : contentsOf(arrived);
  const userId = by.user;
  return {
    userId,
    ...(!isMention && { directId: arrived.channel }),
    inbounds: contents.map((content, index) => ({
      from: { channel: 'slack', id: isMention ? arrived.channel : userId },
      externalId: index === 0 ? eventId : `${eventId}/${index}`,
      place: isMention ? 'group' : 'private',
      sentAtMs: msOf(arrived.ts),
      content,
    })),
  };
}

/** Whoever is about to write for the first time opens the app before; on its Home tab they want to see something. */
function readHomeOpened(event: unknown, externalId: string, eventTime = Date.now() / 1000): Arrival {
  const { user, channel, tab } = homeOpened.parse(event);
  const opened = { from: { channel: 'slack', id: user }, externalId, place: 'private' } as const;
  return {
    userId: user,
    ...(channel && isDirect(channel) && { directId: channel }),
    inbounds: tab === 'home' ? [{ ...opened, sentAtMs: eventTime * 1000, content: { kind: 'home' } }] : [],
  };
}

function mentionIn({ text = '' }: Message, botUserId: string): InboundContent {
  return { kind: 'text', text: readSlackText(text.replaceAll(new RegExp(`<@${botUserId}(?:\\|[^>]*)?>`, 'g'), '')) };
}

function contentsOf(arrived: Message): InboundContent[] {
  if (arrived.subtype === 'message_changed') return editIn(arrived);
  const text = readSlackText(arrived.text ?? '');
  const files = arrived.files ?? [];
  if (files.length > 0) {
    return files.map((each, index) => ({
      kind: 'media',
      media: mediaOf(each),
      ...(index === 0 && text !== '' && { caption: text }),
    }));
  }
  return text === '' ? [] : [{ kind: 'text', text }];
}

/** Slack calls it a change as well when it adds a preview of a link, or when others answer in a thread. */
function editIn({ message: after, previous_message: before }: Message): InboundContent[] {
  const isOfWords = after?.text !== undefined && after.text !== before?.text;
  return isOfWords ? [{ kind: 'edit', text: readSlackText(after.text ?? '') }] : [];
}
