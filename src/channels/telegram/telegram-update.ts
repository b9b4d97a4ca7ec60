import { z } from 'zod';
import type { Inbound, InboundContent, MediaRef } from '../../messages/inbound.ts';

const user = z.object({ id: z.number(), is_bot: z.boolean().optional(), language_code: z.string().optional() });
const chat = z.object({ id: z.number(), type: z.enum(['private', 'group', 'supergroup', 'channel']) });
const file = z.object({ file_id: z.string(), file_size: z.number().optional(), mime_type: z.string().optional() });

const message = z.object({
  message_id: z.number(),
  date: z.number(),
  chat,
  from: user.optional(),
  text: z.string().optional(),
  caption: z.string().optional(),
  photo: z.array(file).min(1).optional(),
  voice: file.optional(),
  audio: file.optional(),
  video: file.optional(),
  video_note: file.optional(),
  document: file.optional(),
  sticker: file.optional(),
  location: z.object({ latitude: z.number(), longitude: z.number() }).optional(),
  reply_to_message: z.object({ from: user.optional() }).optional(),
});

const update = z.object({
  update_id: z.number(),
  message: message.optional(),
  edited_message: message.optional(),
  callback_query: z
    .object({
      id: z.string(),
      from: user,
      data: z.string().optional(),
      message: z.object({ message_id: z.number(), date: z.number(), chat }).optional(),
    })
    .optional(),
  my_chat_member: z
    .object({ chat, from: user, date: z.number(), new_chat_member: z.object({ status: z.string() }) })
    .optional(),
});

type Message = z.infer<typeof message>;

/** What the bot is called on Telegram: what tells whether it is addressed in a group. */
export interface TelegramIdentity {
  id: number;
  username: string;
}

/** An update in our nouns, and the button press that Telegram waits to see answered. */
export interface ParsedUpdate {
  updateId: number;
  /** Undefined for what is none of our business: other bots, channel posts, talk in a group that is not addressed to us. */
  inbound?: Inbound;
  /** Set for what was newly written in a private chat: its number, and when Telegram gave it. */
  number?: { messageId: number; atMs: number };
  callbackQueryId?: string;
}

/**
 * Reads one update of the Bot API (https://core.telegram.org/bots/api#update).
 *
 * @throws ZodError when it is no update at all.
 */
export function parseTelegramUpdate(raw: unknown, me: TelegramIdentity): ParsedUpdate {
  const parsed = update.parse(raw);
  const updateId = parsed.update_id;
  const arrived = parsed.message ?? parsed.edited_message;
  if (arrived) {
    const content = contentOf(arrived, parsed.edited_message !== undefined, me);
    if (!content || arrived.from?.is_bot || arrived.chat.type === 'channel') return { updateId };
    const isNew = parsed.message !== undefined && arrived.chat.type === 'private';
    const number = { messageId: arrived.message_id, atMs: arrived.date * 1000 };
    return { updateId, ...(isNew && { number }), inbound: inbound(updateId, arrived, content, arrived.from) };
  }
  const { callback_query: press, my_chat_member: membership } = parsed;
  if (press?.message && press.data !== undefined) {
    const content = { kind: 'choice', choiceId: press.data, messageId: String(press.message.message_id) } as const;
    return { updateId, inbound: inbound(updateId, press.message, content, press.from), callbackQueryId: press.id };
  }
  if (membership?.chat.type === 'private' && membership.new_chat_member.status === 'kicked') {
    return { updateId, inbound: inbound(updateId, membership, { kind: 'left' }, membership.from) };
  }
  return { updateId, ...(press && { callbackQueryId: press.id }) };
}

function inbound(
  updateId: number,
  { chat, date }: Pick<Message, 'chat' | 'date'>,
  content: InboundContent,
  from: z.infer<typeof user> | undefined,
): Inbound {
  return {
    from: { channel: 'telegram', id: String(chat.id) },
    externalId: String(updateId),
    place: chat.type === 'private' ? 'private' : 'group',
    sentAtMs: date * 1000,
    ...(from?.language_code && { appLanguage: from.language_code }),
    content,
  };
}

function contentOf(arrived: Message, isEdit: boolean, me: TelegramIdentity): InboundContent | undefined {
  const { text } = arrived;
  if (arrived.chat.type !== 'private' && !isAddressed(arrived, me)) return undefined;
  if (text !== undefined) {
    const command = /^\/([a-z0-9_]{1,32})(?:@(\w+))?(?:\s+([\s\S]*))?$/i.exec(text);
    if (command?.[1] && !isEdit) return { kind: 'command', name: command[1].toLowerCase(), argument: command[3] ?? '' };
    return { kind: isEdit ? 'edit' : 'text', text: withoutMention(text, me) };
  }
  if (isEdit) return arrived.caption === undefined ? undefined : { kind: 'edit', text: arrived.caption };
  if (arrived.location) return { kind: 'location', ...arrived.location };
  const media = mediaOf(arrived);
  return media && { kind: 'media', media, ...(arrived.caption && { caption: withoutMention(arrived.caption, me) }) };
}

function mediaOf(arrived: Message): MediaRef | undefined {
  const kinds = [
    ['photo', arrived.photo?.at(-1)], // the sizes are in rising order
    ['voice', arrived.voice],
    ['audio', arrived.audio],
    ['video', arrived.video ?? arrived.video_note],
    ['document', arrived.document],
    ['sticker', arrived.sticker],
  ] as const;
  for (const [kind, found] of kinds) {
    if (!found) continue;
    return {
      kind,
      fileId: found.file_id,
      ...(found.file_size !== undefined && { sizeBytes: found.file_size }),
      ...(found.mime_type !== undefined && { mimeType: found.mime_type }),
    };
  }
  return undefined;
}

/** In a group the bot answers only a command to it, a mention, or a reply to its own message. */
function isAddressed(arrived: Message, me: TelegramIdentity): boolean {
  const text = arrived.text ?? arrived.caption ?? '';
  const command = /^\/\w+(?:@(\w+))?/.exec(text);
  if (command) return command[1] === undefined || command[1].toLowerCase() === me.username.toLowerCase();
  return arrived.reply_to_message?.from?.id === me.id || mentionOf(me).test(text);
}

/** Names are read without regard to case, and end where no letter, digit or _ follows (https://core.telegram.org/bots/features). */
function mentionOf(me: TelegramIdentity): RegExp {
  return new RegExp(`@${me.username}(?!\\w)`, 'i');
}

/** What is left is meant for us; what it was called by tells nothing. */
function withoutMention(text: string, me: TelegramIdentity): string {
  return text.replaceAll(new RegExp(mentionOf(me), 'gi'), '').trim();
}
