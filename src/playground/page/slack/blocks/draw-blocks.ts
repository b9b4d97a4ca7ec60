import type { Block } from '../../../slack/block-kit/blocks.ts';
import { element } from '../../element.ts';
import { drawPassages } from '../text/draw-text.ts';
import { drawTextObject } from '../text/draw-text-object.ts';
import { parseMarkdown } from '../text/parse-markdown.ts';
import type { BlockPlace } from './block-place.ts';
import { drawContext } from './context.ts';
import { drawElement } from './draw-element.ts';
import { drawImageBlock } from './image.ts';
import { drawInput } from './input.ts';
import { drawRichText } from './rich-text.ts';
import { drawSection } from './section.ts';

/** Blocks as Slack draws them (https://docs.slack.dev/reference/block-kit/blocks). */
export function drawBlocks(blocks: Block[], place: BlockPlace): HTMLElement {
  return element('div', { class: 'sl-blocks' }, ...blocks.map(block => drawBlock(block, place)));
}

function drawBlock(block: Block, place: BlockPlace): HTMLElement {
  const drawn = blockByType(block, place);
  drawn.dataset.blockId = block.block_id;
  return drawn;
}

function blockByType(block: Block, place: BlockPlace): HTMLElement {
  switch (block.type) {
    case 'section':
      return drawSection(block, place);
    case 'header':
      return element(
        'div',
        { class: 'sl-header', role: 'heading', 'aria-level': 3, dir: 'auto' },
        drawTextObject(block.text, place.names),
      );
    case 'divider':
      return element('hr', { class: 'sl-divider' });
    case 'context':
      return drawContext(block, place.names);
    case 'image':
      return drawImageBlock(block, place.names);
    case 'rich_text':
      return element('div', { class: 'sl-rich' }, drawRichText(block, place.names));
    case 'markdown':
      return element('div', { class: 'sl-rich' }, drawPassages(parseMarkdown(block.text), place.names));
    case 'actions':
      return element(
        'div',
        { class: 'sl-actions' },
        ...block.elements.map(each => drawElement({ block, element: each }, place)),
      );
    case 'input':
      return drawInput(block, place);
  }
}
