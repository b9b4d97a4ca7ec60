import type { BlockPlace, Placed } from './block-place.ts';
import type { Given } from './form.ts';

/** Presses a button, once the person has confirmed it where the app wants that; it shows that it is waiting. */
export async function press(place: BlockPlace, placed: Placed, control: HTMLElement): Promise<void> {
  if (control.matches('.sl-waiting')) return; // pressed twice
  if (await isConfirmed(place, placed)) await waiting(control, place.tell(placed));
}

/**
 * Puts something into an element, and tells the app where that is its wish.
 * @returns whether it was done; otherwise the control shows what stood there before
 */
export async function choose(place: BlockPlace, placed: Placed, given: Given, control: HTMLElement): Promise<boolean> {
  if (!(await isConfirmed(place, placed))) return false;
  if (placed.element.type !== 'overflow') place.form.write(placed.block.block_id, placed.element.action_id, given);
  control.dispatchEvent(new Event('put-in', { bubbles: true }));
  if (tellsAtOnce(placed)) await waiting(control, place.tell(placed, given));
  return true;
}

/** Whether the app hears of it before a form is sent: https://docs.slack.dev/reference/block-kit/blocks/input-block */
export function tellsAtOnce({ block }: Placed): boolean {
  return block.type !== 'input' || block.dispatch_action;
}

async function isConfirmed(place: BlockPlace, { element }: Placed): Promise<boolean> {
  return !('confirm' in element && element.confirm) || place.confirm(element.confirm);
}

async function waiting(control: HTMLElement, done: Promise<void>): Promise<void> {
  control.classList.add('sl-waiting');
  control.setAttribute('aria-busy', 'true');
  await done;
  control.classList.remove('sl-waiting');
  control.removeAttribute('aria-busy');
}
