import type { types } from '@slack/bolt';
import type { Section } from '../../messages/reply.ts';
import type { Chunk } from '../channel.ts';
import { isRightToLeft } from '../right-to-left.ts';
import { drawButtons } from './slack-buttons.ts';
import { drawParagraphs } from './slack-paragraphs.ts';
import type { SlackSay } from './slack-say.ts';

/** What a place in Slack holds. */
export interface BlockRoom {
  blocksMax: number;
  /** Of the words in all sections together: Slack refuses what is too long as a whole, and does not say how long that is. */
  sectionCharsMax: number;
}

/**
 * A chunk in Block Kit: its paragraphs, its sections with their buttons, and its own buttons last. What is too much loses first the lines
 * between the sections, then the sections at the end, which are counted instead.
 */
export function drawBlocks(chunk: Chunk, room: BlockRoom, say: SlackSay): types.KnownBlock[] {
  const { text, sections = [], choices, rightToLeft, language = 'en' } = chunk;
  const buttons = drawButtons(choices, language, say, Math.floor(room.blocksMax / 2));
  const free = room.blocksMax - buttons.length;
  const drawn = sections.map(section => drawSection(section));
  const texts = drawParagraphs(text, rightToLeft, Math.max(free - drawn.flat().length, Math.ceil(free / 2)));
  return [...texts, ...fitted(free - texts.length), ...buttons];

  function drawSection({ text, language: own, choices = [] }: Section): types.KnownBlock[] {
    const half = Math.floor(free / 2);
    const isMirrored = own === undefined ? rightToLeft : isRightToLeft(own);
    return [...drawParagraphs(text, isMirrored, half), ...drawButtons(choices, language, say, half)];
  }

  function fitted(blocksMax: number): types.KnownBlock[] {
    const shown = countThatFit(blocksMax);
    if (shown < drawn.length) {
      const more = say(language, 'list.more', { number: drawn.length - shown });
      return [...drawn.slice(0, shown).flat(), ...drawParagraphs(more, rightToLeft, 1)];
    }
    const withLines = drawn.flatMap(blocks => [{ type: 'divider' as const }, ...blocks]);
    return withLines.length > blocksMax ? drawn.flat() : withLines;
  }

  function countThatFit(blocksMax: number): number {
    let blocks = 0;
    let chars = 0;
    for (const [index, section] of drawn.entries()) {
      blocks += section.length;
      chars += sections[index]?.text.length ?? 0;
      const isLast = index === drawn.length - 1;
      if (blocks + (isLast ? 0 : 1) > blocksMax || chars > room.sectionCharsMax) return index;
    }
    return drawn.length;
  }
}
