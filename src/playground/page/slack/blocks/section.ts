import type { Block } from '../../../slack/block-kit/blocks.ts';
import { element } from '../../element.ts';
import { drawTextObject } from '../text/draw-text-object.ts';
import type { BlockPlace } from './block-place.ts';
import { drawElement } from './draw-element.ts';
import { drawImage } from './image.ts';

type Section = Extract<Block, { type: 'section' }>;

/** What is longer is folded, unless the section says `expand`. */
const foldedCharsMax = 700;

/** Text, fields in two columns, and one thing beside them. */
export function drawSection(block: Section, place: BlockPlace): HTMLElement {
  const { text, fields, accessory, expand } = block;
  const words = element('div', { class: 'sl-section-words' });
  if (text) {
    const drawn = element('div', { class: 'sl-section-text' }, drawTextObject(text, place.names));
    words.append(drawn);
    if (!expand && text.text.length > foldedCharsMax) words.append(fold(drawn));
  }
  if (fields) {
    const drawn = fields.map(field => element('div', { class: 'sl-field' }, drawTextObject(field, place.names)));
    words.append(element('div', { class: 'sl-fields' }, ...drawn));
  }
  const beside =
    accessory?.type === 'image'
      ? drawImage(accessory, 'sl-thumbnail')
      : accessory && drawElement({ block, element: accessory }, place);
  return element('div', { class: 'sl-section' }, words, beside && element('div', { class: 'sl-accessory' }, beside));
}

function fold(words: HTMLElement): HTMLElement {
  const set = (folded: boolean) => {
    words.classList.toggle('sl-folded', folded);
    button.textContent = folded ? 'Show more' : 'Show less';
    button.setAttribute('aria-expanded', String(!folded));
  };
  const button = element('button', {
    type: 'button',
    class: 'sl-fold',
    onclick: () => set(!words.classList.contains('sl-folded')),
  });
  set(true);
  return button;
}
