import type { types } from '@slack/bolt';
import type { Reply } from '../../messages/reply.ts';
import type { Chunk } from '../channel.ts';
import { isRightToLeft } from '../right-to-left.ts';
import { drawBlocks } from './slack-blocks.ts';
import { escapeSlack, toMrkdwn, withoutBold } from './slack-markup.ts';
import { cut, directed } from './slack-paragraphs.ts';
import type { SlackSay } from './slack-say.ts';

/** https://docs.slack.dev/reference/methods/chat.postMessage#truncating: advised for a message, and all that `chat.update` takes. */
const MESSAGE_CHARS_MAX = 4000;
/** https://docs.slack.dev/reference/block-kit/blocks */
const MESSAGE_ROOM = { blocksMax: 50, sectionCharsMax: 12_000 };

/** A message as Slack's methods take it. */
export interface SlackMessage {
  text: string;
  blocks: types.KnownBlock[];
}

/**
 * Cuts a reply into messages: between paragraphs, then sentences, then words. Its sections and choices stand below the last. What fills a
 * page or a window stays whole.
 */
export function renderForSlack(reply: Reply): Chunk[] {
  const { text, language, sections, choices = [], form, fileId } = reply;
  const rightToLeft = isRightToLeft(language);
  const isWhole = reply.onHomePage || form;
  const texts = isWhole ? [text] : cut(text, MESSAGE_CHARS_MAX, part => toMrkdwn(directed(part, rightToLeft)).length);
  const hasMore = sections?.length || choices.length > 0 || fileId !== undefined;
  if (texts.length === 0 && hasMore) texts.push('');
  return texts.map((part, index) => ({
    text: part,
    rightToLeft,
    language,
    choices: [],
    ...(index === 0 && fileId !== undefined && { fileId }),
    ...(index === texts.length - 1 && { choices, ...(sections && { sections }), ...(form && { form }) }),
  }));
}

/**
 * A chunk as a message. Beside the blocks stand the same words, plain: a screen reader reads them alone, and so do notifications on a
 * phone.
 */
export function toSlackMessage(chunk: Chunk, say: SlackSay): SlackMessage {
  const words = [chunk.text, ...(chunk.sections ?? []).map(({ text }) => text)].filter(text => text.trim() !== '');
  const write = (text: string) => escapeSlack(directed(withoutBold(text), chunk.rightToLeft));
  const [beginning = ''] = cut(words.join('\n\n'), MESSAGE_CHARS_MAX, text => write(text).length);
  return { text: write(beginning), blocks: drawBlocks(chunk, MESSAGE_ROOM, say) };
}
