import type { Option } from '../../../slack/block-kit/composition.ts';
import { element as make } from '../../element.ts';
import { drawLabel } from '../text/draw-text-object.ts';
import type { BlockPlace, ElementOf, Placed } from './block-place.ts';
import type { Labelled } from './draw-element.ts';
import { choose } from './use.ts';

/** Radio buttons and checkboxes, each with a description below where it has one. */
export function drawMarks(
  placed: Placed<ElementOf<'radio_buttons'> | ElementOf<'checkboxes'>>,
  place: BlockPlace,
  { id, labelledBy, describedBy }: Labelled,
): HTMLElement {
  const { block, element } = placed;
  const isOne = element.type === 'radio_buttons';
  const name = `${place.idPrefix}-${block.block_id}-${element.action_id}`;
  const group = make('div', {
    class: 'sl-marks',
    id,
    role: isOne ? 'radiogroup' : 'group',
    'aria-labelledby': labelledBy,
    'aria-label': labelledBy === undefined && (isOne ? 'Choose one' : 'Choose any'),
    'aria-describedby': describedBy,
  });

  function draw(): void {
    const held = place.form.read(block.block_id, element);
    const chosen = (Array.isArray(held) ? held : [held]) as (Option | null)[];
    group.replaceChildren(
      ...element.options.map((option, index) => {
        const input = make('input', {
          type: isOne ? 'radio' : 'checkbox',
          name,
          id: `${name}-${index}`,
          value: option.value,
          checked: chosen.some(each => each?.value === option.value),
          'aria-describedby': option.description && `${name}-${index}-more`,
          onchange: () => void put(),
        });
        const words = make('span', { dir: 'auto' }, drawLabel(option.text, place.names));
        const more =
          option.description &&
          make('small', { id: `${name}-${index}-more`, dir: 'auto' }, drawLabel(option.description, place.names));
        return make(
          'div',
          { class: 'sl-mark' },
          input,
          make('div', {}, make('label', { for: `${name}-${index}` }, words), more),
        );
      }),
    );
  }

  async function put(): Promise<void> {
    const marked = new Set([...group.querySelectorAll<HTMLInputElement>('input:checked')].map(({ value }) => value));
    const options = element.options.filter(({ value }) => marked.has(value));
    if (!(await choose(place, placed, isOne ? (options[0] ?? null) : options, group))) draw();
  }

  draw();
  return group;
}
