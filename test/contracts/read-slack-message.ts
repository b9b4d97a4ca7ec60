import { elementsOf } from '../../src/playground/slack/block-kit/elements-of.ts';
import type { Message } from '../../src/playground/slack/wire.ts';
import type { ShownMessage } from './channel-under-test.ts';

/** A message of the bot as its reader sees it, Slack's markup read. */
export function readSlackMessage({ ts, blocks = [] }: Message): ShownMessage {
  const texts = blocks.flatMap(block => (block.type === 'section' && block.text ? [block.text] : []));
  const choices = elementsOf(blocks).flatMap(({ element }) =>
    element.type === 'button' ? [{ id: element.value ?? '', label: element.text.text }] : [],
  );
  return {
    id: ts,
    text: texts.map(({ type, text }) => (type === 'mrkdwn' ? readMrkdwn(text) : text)).join('\n\n'),
    choices,
  };
}

/** https://docs.slack.dev/messaging/formatting-message-text: what is marked loses its marks, also where no mark was meant. */
function readMrkdwn(text: string): string {
  return text
    .replace(/^(?:&gt;)+ ?/gm, '')
    .replace(/(?<!\w)([*_~`])(?=\S)([^\n]*?\S)\1(?!\w)/g, '$2')
    .replace(/<(?:[^<>|]+\|)?([^<>]*)>/g, '$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
