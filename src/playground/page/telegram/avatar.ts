import { element } from '../element.ts';

/** A round sign with a person's first letter, in one of six colours. */
export function avatar(name: string, id: number): HTMLElement {
  return element('span', { class: `avatar avatar-${id % 6}`, 'aria-hidden': 'true' }, [...name][0] ?? '?');
}
