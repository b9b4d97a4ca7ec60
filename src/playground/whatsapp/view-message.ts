import type { Chat, ChatMessage } from './chat.ts';
import { mediaIdOf, optionsOf, textOf } from './shown-message.ts';
import type { MessageView, PhoneView } from './whatsapp-view.ts';
import type { WhatsappWorld } from './whatsapp-world.ts';

const FILES = ['image', 'video', 'audio', 'document', 'sticker'];

/** What a phone shows of a message. */
export function viewMessage(world: WhatsappWorld, message: ChatMessage): MessageView {
  const common = { id: message.id, atMs: message.atMs, options: optionsOf(message) };
  if (message.by === 'person')
    return { ...common, ...viewSaid(message), isOwn: true, isRead: message.isRead, isTemplate: false };
  const { sent } = message;
  const mediaId = mediaIdOf(message);
  const media = mediaId === undefined ? undefined : world.media.byId(mediaId);
  return {
    ...common,
    isOwn: false,
    isRead: false,
    isTemplate: sent.type === 'template',
    text: sent.type === 'template' ? filled(world, message) : textOf(message),
    ...(sent.type === 'interactive' &&
      sent.interactive.type === 'list' && { listLabel: sent.interactive.action.button }),
    ...(media && { file: { id: media.id, kind: media.mimeType.split('/')[0] ?? '', name: media.name } }),
  };
}

/** @param language of whoever's phone it is, for its direction */
export function viewPhone(world: WhatsappWorld, chat: Chat, languageCode: string): PhoneView {
  const { userId, name, phone, username } = chat.person;
  const windowEndsAtMs = world.windowEndsAtMs(chat);
  return {
    userId,
    name,
    languageCode,
    knownBy: phone === undefined ? `@${username ?? userId}` : `+${phone}`,
    blocked: chat.blocked,
    ...(windowEndsAtMs !== undefined && { windowEndsAtMs }),
    messages: chat.messages().map(message => viewMessage(world, message)),
  };
}

function viewSaid({ said }: ChatMessage & { by: 'person' }): Pick<MessageView, 'text' | 'file'> {
  const { type } = said;
  const content = asRecord(said[type]);
  const chosen = asRecord(content.button_reply ?? content.list_reply);
  if (FILES.includes(type)) {
    const file = { id: String(content.id), kind: type, name: String(content.filename ?? type) };
    return { text: String(content.caption ?? ''), file };
  }
  if (type === 'location') return { text: `📍 ${content.latitude}, ${content.longitude}` };
  return { text: String(chosen.title ?? content.body ?? type) };
}

/** A template's words with its parameters in their places. */
function filled({ business }: WhatsappWorld, { sent }: ChatMessage & { by: 'business' }): string {
  if (sent.type !== 'template') return '';
  const { name, language, components = [] } = sent.template;
  const found = business.templates.find(template => template.name === name && template.language === language.code);
  const body = found?.components.find(({ type }) => type === 'BODY')?.text ?? name;
  const parameters = components.flatMap(({ parameters }) => parameters.map(({ text }) => text));
  return parameters.reduce((words, value, index) => words.replaceAll(`{{${index + 1}}}`, value), body);
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
