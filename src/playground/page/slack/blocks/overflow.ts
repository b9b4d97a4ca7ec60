import { element as make } from '../../element.ts';
import { createMenu } from '../menu.ts';
import type { BlockPlace, ElementOf, Placed } from './block-place.ts';
import { choose } from './use.ts';

/** The menu behind three dots. */
export function drawOverflow(placed: Placed<ElementOf<'overflow'>>, place: BlockPlace): HTMLElement {
  const menu = createMenu({ label: 'More options', class: 'sl-overflow' });
  menu.fill(
    placed.element.options.map(option => ({
      label: option.text.text,
      detail: option.description?.text,
      choose: () => {
        if (option.url !== undefined && /^https?:/i.test(option.url)) open(option.url, '_blank', 'noreferrer');
        void choose(place, placed, option.value, menu.button);
      },
    })),
  );
  return make('span', { class: 'sl-overflow-place' }, menu.element);
}
