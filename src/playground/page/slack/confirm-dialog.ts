import { element } from '../element.ts';
import type { Confirm } from './blocks/block-place.ts';
import { createDialog } from './dialog.ts';
import type { Names } from './names.ts';
import { drawLabel, drawTextObject } from './text/draw-text-object.ts';

/** Asks whether the person is sure (https://docs.slack.dev/reference/block-kit/composition-objects/confirmation-dialog-object). */
export function confirmDialog(host: HTMLElement, idPrefix: string, words: Confirm, names: Names): Promise<boolean> {
  return new Promise(resolve => {
    const end = (isWanted: boolean) => {
      dialog.close();
      resolve(isWanted);
    };
    const titleId = `${idPrefix}-confirm-title`;
    const dialog = createDialog(host, titleId, 'sl-confirm', () => end(false));
    const style = words.style === 'danger' ? 'danger' : 'primary';
    const deny = element('button', { class: 'sl-button', onclick: () => end(false) }, drawLabel(words.deny, names));
    const confirm = element(
      'button',
      { class: `sl-button sl-button-${style}`, onclick: () => end(true) },
      drawLabel(words.confirm, names),
    );
    dialog.element.append(
      element('h2', { id: titleId, dir: 'auto' }, drawLabel(words.title, names)),
      element('div', { class: 'sl-confirm-words' }, drawTextObject(words.text, names)),
      element('div', { class: 'sl-dialog-foot' }, deny, confirm),
    );
    dialog.open(deny);
  });
}
