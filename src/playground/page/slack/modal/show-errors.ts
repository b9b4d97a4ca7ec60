import { showError } from '../blocks/input.ts';

/** Puts what is wrong beside each field, by block id, and the focus into the first. */
export function showErrors(body: HTMLElement, errors: Record<string, string>): void {
  let first: HTMLElement | undefined;
  for (const block of body.querySelectorAll<HTMLElement>('.sl-input')) {
    const words = errors[block.dataset.blockId ?? ''];
    showError(block, words);
    if (words !== undefined) first ??= block;
  }
  first?.querySelector<HTMLElement>('input, textarea, button')?.focus();
  first?.scrollIntoView({ block: 'nearest' });
}
