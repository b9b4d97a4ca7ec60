import { element as make } from '../../element.ts';
import { icon } from '../../icon.ts';
import { drawLabel } from '../text/draw-text-object.ts';
import type { BlockPlace, ElementOf, Placed } from './block-place.ts';
import { press } from './use.ts';

/** A button, or a link that the app is told of as well. */
export function drawButton(placed: Placed<ElementOf<'button'>>, place: BlockPlace): HTMLElement {
  const { text, style = 'default', url, accessibility_label: label } = placed.element;
  const attributes = { class: `sl-button sl-button-${style}`, dir: 'auto', 'aria-label': label };
  const words = drawLabel(text, place.names);
  if (url !== undefined && /^https?:/i.test(url)) {
    const made = make('a', { ...attributes, href: url, target: '_blank', rel: 'noreferrer' }, words, icon('link'));
    made.addEventListener('click', () => void press(place, placed, made));
    return made;
  }
  const made = make('button', { type: 'button', ...attributes }, words);
  made.addEventListener('click', () => void press(place, placed, made));
  return made;
}
