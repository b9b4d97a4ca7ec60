import type { MessageEntity } from './wire.ts';

const patterns: [type: string, pattern: RegExp][] = [
  ['bot_command', /(?<![\w/])\/[a-zA-Z0-9_]{1,64}(?:@[a-zA-Z]\w{2,31})?(?![\w/])/g],
  ['email', /(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g],
  ['mention', /(?<![\w@/])@[a-zA-Z]\w{2,31}(?!\w)/g],
  [
    'url',
    /(?<![\w@./])(?:https?:\/\/[^\s<>"]+|(?:[a-z0-9-]+\.)+(?:org|com|net|uk|info|eu|io)(?:\/[^\s<>"]*)?)(?<![.,;:!?)])/gi,
  ],
];

/** Finds what Telegram marks by itself in plain text: commands, mentions, addresses of pages and of mail. */
export function detectEntities(text: string, already: MessageEntity[] = []): MessageEntity[] {
  const entities = [...already];
  for (const [type, pattern] of patterns) {
    for (const match of text.matchAll(pattern)) {
      const found = { type, offset: match.index, length: match[0].length };
      if (!entities.some(entity => overlap(entity, found) && blocksDetection(entity))) entities.push(found);
    }
  }
  return entities.sort((a, b) => a.offset - b.offset || b.length - a.length);
}

function overlap(a: MessageEntity, b: MessageEntity): boolean {
  return a.offset < b.offset + b.length && b.offset < a.offset + a.length;
}

function blocksDetection(entity: MessageEntity): boolean {
  return !['bold', 'italic', 'underline', 'strikethrough', 'spoiler', 'blockquote'].includes(entity.type);
}
