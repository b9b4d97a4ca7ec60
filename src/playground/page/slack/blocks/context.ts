import type { Block } from '../../../slack/block-kit/blocks.ts';
import { element } from '../../element.ts';
import type { Names } from '../names.ts';
import { drawTextObject } from '../text/draw-text-object.ts';
import { drawImage } from './image.ts';

/** Small words and images in a row. */
export function drawContext(block: Extract<Block, { type: 'context' }>, names: Names): HTMLElement {
  return element(
    'div',
    { class: 'sl-context' },
    ...block.elements.map(each =>
      each.type === 'image'
        ? drawImage(each, 'sl-context-image')
        : element('div', { class: 'sl-context-words' }, drawTextObject(each, names)),
    ),
  );
}
