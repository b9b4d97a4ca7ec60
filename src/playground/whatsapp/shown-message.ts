import type { ChatMessage } from './chat.ts';

/** Something that can be tapped below a message. */
export interface SentOption {
  /** As the reply to it is called. */
  kind: 'button_reply' | 'list_reply';
  id: string;
  title: string;
  description?: string;
}

/** What can be tapped below a message, in order. */
export function optionsOf(message: ChatMessage): SentOption[] {
  if (message.by === 'person' || message.sent.type !== 'interactive') return [];
  const { interactive } = message.sent;
  if (interactive.type === 'button')
    return interactive.action.buttons.map(({ reply }) => ({ kind: 'button_reply', ...reply }));
  return interactive.action.sections
    .flatMap(({ rows }) => rows)
    .map(({ description, ...row }) => ({ kind: 'list_reply', ...row, ...(description && { description }) }));
}

/** The words of a message of the business as they were sent, marks of its own included; of a template, what it is filled with. */
export function textOf(message: ChatMessage): string {
  if (message.by === 'person') return '';
  const { sent } = message;
  switch (sent.type) {
    case 'text':
      return sent.text.body;
    case 'interactive':
      return sent.interactive.body.text;
    case 'image':
      return sent.image.caption ?? '';
    case 'video':
      return sent.video.caption ?? '';
    case 'document':
      return sent.document.caption ?? '';
    case 'template':
      return (sent.template.components ?? []).flatMap(({ parameters }) => parameters.map(({ text }) => text)).join(' ');
    default:
      return '';
  }
}

/** The id of the file that came with a message of the business. */
export function mediaIdOf(message: ChatMessage): string | undefined {
  if (message.by === 'person') return undefined;
  const { sent } = message;
  switch (sent.type) {
    case 'image':
      return sent.image.id;
    case 'video':
      return sent.video.id;
    case 'audio':
      return sent.audio.id;
    case 'document':
      return sent.document.id;
    case 'interactive': {
      const header = sent.interactive.header;
      if (header?.type === 'image') return header.image.id;
      if (header?.type === 'video') return header.video.id;
      return header?.type === 'document' ? header.document.id : undefined;
    }
    default:
      return undefined;
  }
}
