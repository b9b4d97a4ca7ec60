import type { FileInfo } from '../../../slack/wire.ts';
import { element as make } from '../../element.ts';
import { glyph } from '../glyph.ts';
import type { BlockPlace, ElementOf, Placed } from './block-place.ts';
import type { Labelled } from './draw-element.ts';

/** Files, chosen or dropped: they are uploaded at once, and sent with the form. */
export function drawFileInput(
  placed: Placed<ElementOf<'file_input'>>,
  place: BlockPlace,
  labelled: Labelled,
): HTMLElement {
  const { block, element } = placed;
  const max = element.max_files ?? 10;
  const input = make('input', {
    type: 'file',
    class: 'sl-file-field',
    id: labelled.id,
    multiple: max > 1,
    accept: element.filetypes?.map(type => `.${type}`).join(','),
    'aria-describedby': labelled.describedBy,
  });
  const list = make('ul', { class: 'sl-file-names', 'aria-live': 'polite' });
  const words = max === 1 ? 'Choose a file, or drop it here' : `Choose up to ${max} files, or drop them here`;
  const area = make('div', { class: 'sl-drop' }, input, glyph('clip'), make('span', {}, words));

  const show = (names: string[]) => {
    list.replaceChildren(...names.map(name => make('li', { dir: 'auto' }, glyph('clip'), name)));
    list.hidden = names.length === 0;
  };
  async function put(files: File[]): Promise<void> {
    area.classList.add('sl-waiting');
    await place.attach(placed, files);
    area.classList.remove('sl-waiting');
    show(files.map(({ name }) => name));
    input.dispatchEvent(new Event('put-in', { bubbles: true }));
  }

  input.addEventListener('change', () => void put([...(input.files ?? [])]));
  area.addEventListener('dragover', event => event.preventDefault());
  area.addEventListener('drop', event => {
    event.preventDefault();
    void put([...(event.dataTransfer?.files ?? [])].slice(0, max));
  });
  const held = place.form.read(block.block_id, element);
  show(Array.isArray(held) ? (held as FileInfo[]).map(({ name }) => name) : []);
  return make('div', { class: 'sl-file-input' }, area, list);
}
