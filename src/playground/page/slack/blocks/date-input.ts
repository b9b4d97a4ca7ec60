import { element as make } from '../../element.ts';
import type { BlockPlace, ElementOf, Placed } from './block-place.ts';
import type { Labelled } from './draw-element.ts';
import type { Given } from './form.ts';
import { choose } from './use.ts';

type Picker = ElementOf<'datepicker'> | ElementOf<'timepicker'> | ElementOf<'datetimepicker'>;

const kinds = {
  datepicker: { input: 'date', words: 'Select a date' },
  timepicker: { input: 'time', words: 'Select a time' },
  datetimepicker: { input: 'datetime-local', words: 'Select a date and a time' },
};

/** A day, a time of day or both, with the browser's own calendar, which every keyboard and screen reader knows. */
export function drawDateInput(placed: Placed<Picker>, place: BlockPlace, labelled: Labelled): HTMLElement {
  const { block, element } = placed;
  const { input: type, words } = kinds[element.type];
  const placeholder = ('placeholder' in element && element.placeholder?.text) || words;
  const input = make('input', {
    class: `sl-field-input sl-date sl-date-${type}`,
    type,
    id: labelled.id,
    title: placeholder,
    'aria-label': labelled.id === undefined && placeholder,
    'aria-describedby': labelled.describedBy,
  });
  const show = () => {
    input.value = shown(place.form.read(block.block_id, element), element.type);
  };

  input.addEventListener('change', async () => {
    if (!(await choose(place, placed, given(input.value, element.type), input))) show();
  });
  show();
  return input;
}

function given(value: string, type: Picker['type']): Given {
  if (value === '') return null;
  return type === 'datetimepicker' ? Math.floor(new Date(value).getTime() / 1000) : value;
}

/** What the browser's field takes: for a moment, the local time. */
function shown(held: Given, type: Picker['type']): string {
  if (held === null) return '';
  if (type !== 'datetimepicker') return String(held);
  const date = new Date(Number(held) * 1000);
  const local = new Date(date.getTime() - date.getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 16);
}
