import type { types } from '@slack/bolt';
import { markRightToLeft } from '../right-to-left.ts';
import { splitText } from '../split-text.ts';
import { toMrkdwn, withoutBold, wouldBeMisread } from './slack-markup.ts';

/** https://docs.slack.dev/reference/block-kit/blocks/section-block */
const SECTION_CHARS_MAX = 3000;

/** A text as Slack shows it: a block for each paragraph, or as few as hold it where there is room for no more. */
export function drawParagraphs(text: string, rightToLeft: boolean, blocksMax: number): types.SectionBlock[] {
  const sizeOf = (part: string) => toMrkdwn(directed(part, rightToLeft)).length;
  const paragraphs = text.split(/\n\n+/).flatMap(paragraph => cut(paragraph, SECTION_CHARS_MAX, sizeOf));
  const parts = paragraphs.length > blocksMax ? cut(text, SECTION_CHARS_MAX, sizeOf) : paragraphs;
  return parts.slice(0, blocksMax).map(part => section(directed(part, rightToLeft)));
}

/** A text with the marks that its direction needs. */
export function directed(text: string, rightToLeft: boolean): string {
  return rightToLeft ? markRightToLeft(text) : text;
}

/** Cuts a text into parts that are no larger than `sizeMax` when they are written as Slack wants them, which makes them longer. */
export function cut(text: string, sizeMax: number, sizeOf: (text: string) => number, charsMax = sizeMax): string[] {
  return splitText(text, charsMax).flatMap(part =>
    sizeOf(part) <= sizeMax ? [part] : cut(part, sizeMax, sizeOf, Math.floor(Math.min(charsMax, part.length) / 2)),
  );
}

/** As much of a label as its place holds. */
export function shortened(label: string, charsMax: number): string {
  return label.length > charsMax ? `${splitText(label, charsMax - 1)[0]}…` : label;
}

function section(text: string): types.SectionBlock {
  if (wouldBeMisread(text))
    return { type: 'section', text: { type: 'plain_text', text: withoutBold(text), emoji: false } };
  return { type: 'section', text: { type: 'mrkdwn', text: toMrkdwn(text), verbatim: true } };
}
