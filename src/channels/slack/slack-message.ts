import type { types } from '@slack/bolt';
import type { Reply } from '../../messages/reply.ts';
import type { Chunk } from '../channel.ts';
import { isRightToLeft, markRightToLeft } from '../right-to-left.ts';
import { splitText } from '../split-text.ts';
import { escapeSlack, toMrkdwn, withoutBold, wouldBeMisread } from './slack-markup.ts';

/** https://docs.slack.dev/reference/methods/chat.postMessage#truncating: advised for a message, and all that `chat.update` takes. */
const MESSAGE_CHARS_MAX = 4000;
/** https://docs.slack.dev/reference/block-kit/blocks */
const BLOCKS_MAX = 50;
const SECTION_CHARS_MAX = 3000;
const BUTTONS_MAX = 25;
const LABEL_CHARS_MAX = 75;
/** The buttons of ours that carry a choice: its id is their value. */
export const CHOICE_ACTION = 'choice:';

/** A message as Slack's methods take it. */
export interface SlackMessage {
  text: string;
  blocks: types.KnownBlock[];
}

/** Cuts a reply into messages: between paragraphs, then sentences, then words. Its choices stand below the last. */
export function renderForSlack(reply: Reply): Chunk[] {
  const rightToLeft = isRightToLeft(reply.language);
  const texts = cut(reply.text, MESSAGE_CHARS_MAX, text => toMrkdwn(directed(text, rightToLeft)).length);
  return texts.map((text, index) => ({
    text,
    choices: index === texts.length - 1 ? (reply.choices ?? []) : [],
    rightToLeft,
  }));
}

/**
 * A chunk in Block Kit: a section for each paragraph, and its choices as buttons. Beside the blocks stand the same words, plain: a
 * screen reader reads them alone, and so do notifications on a phone.
 */
export function toSlackMessage({ text, choices, rightToLeft }: Chunk): SlackMessage {
  const buttons = inGroups(choices.map(button), BUTTONS_MAX).map(elements => ({ type: 'actions' as const, elements }));
  const paragraphs = text.split(/\n\n+/).flatMap(paragraph => cut(paragraph, SECTION_CHARS_MAX, sizeOfSection));
  const isTooMany = paragraphs.length + buttons.length > BLOCKS_MAX;
  const parts = isTooMany ? cut(text, SECTION_CHARS_MAX, sizeOfSection) : paragraphs;
  return {
    text: escapeSlack(directed(withoutBold(text), rightToLeft)),
    blocks: [...parts.map(part => section(directed(part, rightToLeft))), ...buttons],
  };

  function sizeOfSection(part: string): number {
    return toMrkdwn(directed(part, rightToLeft)).length;
  }
}

function section(text: string): types.SectionBlock {
  if (wouldBeMisread(text))
    return { type: 'section', text: { type: 'plain_text', text: withoutBold(text), emoji: false } };
  return { type: 'section', text: { type: 'mrkdwn', text: toMrkdwn(text), verbatim: true } };
}

function button({ id, label }: Chunk['choices'][number], index: number): types.Button {
  const shown = label.length > LABEL_CHARS_MAX ? `${splitText(label, LABEL_CHARS_MAX - 1)[0]}…` : label;
  return {
    type: 'button',
    action_id: `${CHOICE_ACTION}${index}`,
    value: id,
    text: { type: 'plain_text', text: shown, emoji: true },
  };
}

function directed(text: string, rightToLeft: boolean): string {
  return rightToLeft ? markRightToLeft(text) : text;
}

/** Cuts a text into parts that are no larger than `sizeMax` when they are written as Slack wants them, which makes them longer. */
function cut(text: string, sizeMax: number, sizeOf: (text: string) => number, charsMax = sizeMax): string[] {
  return splitText(text, charsMax).flatMap(part =>
    sizeOf(part) <= sizeMax ? [part] : cut(part, sizeMax, sizeOf, Math.floor(Math.min(charsMax, part.length) / 2)),
  );
}

function inGroups<T>(all: T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, index) =>
    all.slice(index * size, (index + 1) * size),
  );
}
