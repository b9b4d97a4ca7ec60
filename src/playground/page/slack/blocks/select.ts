import type { Option } from '../../../slack/block-kit/composition.ts';
import { element as make } from '../../element.ts';
import { glyph } from '../glyph.ts';
import type { BlockPlace, Placed } from './block-place.ts';
import { type Choice, choiceFor, choiceOf, choicesOf, keyOf, type Select } from './choices.ts';
import { createCombobox } from './combobox.ts';
import type { Labelled } from './draw-element.ts';
import { choose } from './use.ts';

const words: Record<string, string> = {
  users_select: 'Select a user',
  multi_users_select: 'Select users',
  channels_select: 'Select a channel',
  multi_channels_select: 'Select channels',
  conversations_select: 'Select a conversation',
  multi_conversations_select: 'Select conversations',
};

/** Every menu: its choices from the app, from the workspace or typed for, one of them or several. */
export function drawSelect(placed: Placed<Select>, place: BlockPlace, labelled: Labelled): HTMLElement {
  const { block, element } = placed;
  const isMulti = element.type.startsWith('multi_');
  const isExternal = element.type.endsWith('external_select');
  const placeholder = element.placeholder?.text ?? words[element.type] ?? 'Select an option';
  const known = choicesOf(placed, place);
  const max = ('max_selected_items' in element && element.max_selected_items) || Number.POSITIVE_INFINITY;

  function held(): (Option | string)[] {
    const read = place.form.read(block.block_id, element);
    return (Array.isArray(read) ? read : read === null ? [] : [read]) as (Option | string)[];
  }

  const chips = make('ul', { class: 'sl-chips', 'aria-label': 'Chosen' });
  const combobox = createCombobox({
    id: labelled.id,
    label: labelled.id === undefined ? placeholder : undefined,
    describedBy: labelled.describedBy,
    listId: `${place.idPrefix}-${block.block_id}-${element.action_id}-list`,
    placeholder,
    isMulti,
    async find(typed) {
      if (!isExternal) return known.filter(({ label }) => label.toLowerCase().includes(typed.toLowerCase()));
      return (await place.suggest(placed, typed)).map(option => choiceOf(option));
    },
    hint: typed => {
      const min = ('min_query_length' in element && element.min_query_length) || (isExternal ? 3 : 0);
      return typed.length < min ? `Type at least ${min} characters.` : 'No results';
    },
    isChosen: choice => held().some(given => keyOf(given) === keyOf(choice.given)),
    choose: choice => put(isMulti ? toggled(choice) : choice.given),
    dropLast: () => isMulti && held().length > 0 && put(held().slice(0, -1)),
  });
  const canClear = !isMulti && block.type === 'input' && block.optional;
  const clear = make(
    'button',
    { type: 'button', class: 'sl-clear', 'aria-label': 'Clear', onclick: () => void put(null) },
    glyph('cross'),
  );
  const root = make('div', { class: 'sl-select' }, isMulti && chips, combobox.element, canClear && clear);

  function toggled(choice: Choice): (Option | string)[] {
    const others = held().filter(given => keyOf(given) !== keyOf(choice.given));
    return others.length < held().length ? others : [...others, choice.given].slice(0, max);
  }

  async function put(given: Option | string | (Option | string)[] | null): Promise<void> {
    const done = choose(place, placed, given as never, combobox.input);
    show();
    await done;
    show();
  }

  function show(): void {
    const chosen = held().map(given => choiceFor(given, known));
    if (isMulti) chips.replaceChildren(...chosen.map(chip));
    chips.hidden = chosen.length === 0;
    clear.hidden = chosen.length === 0;
    combobox.show(isMulti ? '' : (chosen[0]?.label ?? ''));
    combobox.input.placeholder = isMulti && chosen.length > 0 ? '' : placeholder;
  }

  function chip(choice: Choice): HTMLElement {
    const remove = () => {
      void put(held().filter(given => keyOf(given) !== keyOf(choice.given)));
      combobox.input.focus();
    };
    return make(
      'li',
      { class: 'sl-chip', dir: 'auto' },
      choice.label,
      make('button', { type: 'button', 'aria-label': `Remove ${choice.label}`, onclick: remove }, glyph('cross')),
    );
  }

  show();
  return root;
}
