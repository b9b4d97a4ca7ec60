import type { Block } from '../../../slack/block-kit/blocks.ts';
import { element } from '../../element.ts';
import { glyph } from '../glyph.ts';
import { drawLabel } from '../text/draw-text-object.ts';
import type { BlockPlace } from './block-place.ts';
import { drawElement } from './draw-element.ts';

type Input = Extract<Block, { type: 'input' }>;

/** A field with its label, its hint, and room for what is wrong with it. */
export function drawInput(block: Input, place: BlockPlace): HTMLElement {
  const id = `${place.idPrefix}-${block.block_id}`;
  const isGroup = block.element.type === 'radio_buttons' || block.element.type === 'checkboxes';
  const optional = block.optional && element('span', { class: 'sl-optional' }, ' (optional)');
  const label = element(isGroup ? 'span' : 'label', { class: 'sl-label', id: `${id}-label`, dir: 'auto' });
  if (label instanceof HTMLLabelElement) label.htmlFor = `${id}-field`;
  label.append(drawLabel(block.label, place.names), ...(optional ? [optional] : []));
  const hint = block.hint && element('p', { class: 'sl-hint', id: `${id}-hint`, dir: 'auto' });
  if (hint && block.hint) hint.append(drawLabel(block.hint, place.names));
  const error = element('p', { class: 'sl-error', id: `${id}-error`, role: 'alert', dir: 'auto', hidden: true });
  const labelled = {
    id: `${id}-field`,
    ...(isGroup && { labelledBy: `${id}-label` }),
    describedBy: hint ? `${id}-error ${id}-hint` : `${id}-error`,
  };
  const field = drawElement({ block, element: block.element }, place, labelled);
  const root = element('div', { class: 'sl-input' }, label, field, error, hint);
  root.addEventListener('put-in', () => showError(root, undefined));
  return root;
}

/** Says what is wrong with a field, or nothing any more. */
export function showError(input: HTMLElement, words: string | undefined): void {
  const error = input.querySelector<HTMLElement>('.sl-error');
  if (!error) return;
  error.hidden = words === undefined;
  error.replaceChildren(...(words === undefined ? [] : [glyph('warning'), words]));
  input.classList.toggle('sl-wrong', words !== undefined);
  const field = input.querySelector('input, textarea');
  if (words === undefined) field?.removeAttribute('aria-invalid');
  else field?.setAttribute('aria-invalid', 'true');
}
