import type { RichTextBlock } from './block-kit/rich-text.ts';
import { randomId } from './random-id.ts';

const parts = /<@(U[A-Z0-9]+)>|<#(C[A-Z0-9]+)(?:\|[^>]*)?>|(https?:\/\/[^\s<>|]+[^\s<>|.,;:!?'")\]])/g;

/** What a Slack client sends beside the text that somebody typed: the same as rich text. */
export function typedBlocks(text: string): [RichTextBlock] {
  type Inline = Extract<RichTextBlock['elements'][number], { type: 'rich_text_section' }>['elements'][number];
  const elements: Inline[] = [];
  const say = (words: string) => {
    if (words !== '') elements.push({ type: 'text', text: words });
  };
  let from = 0;
  for (const { index, 0: whole, 1: user, 2: channel, 3: url } of text.matchAll(parts)) {
    say(text.slice(from, index));
    if (user) elements.push({ type: 'user', user_id: user });
    else if (channel) elements.push({ type: 'channel', channel_id: channel });
    else if (url) elements.push({ type: 'link', url });
    from = index + whole.length;
  }
  say(text.slice(from));
  return [{ type: 'rich_text', block_id: randomId(), elements: [{ type: 'rich_text_section', elements }] }];
}
