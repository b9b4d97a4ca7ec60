import type { RichTextBlock } from '../../../slack/block-kit/rich-text.ts';
import { element as make } from '../../element.ts';
import type { BlockPlace, ElementOf, Placed } from './block-place.ts';
import type { Labelled } from './draw-element.ts';
import type { Given } from './form.ts';
import { richOf, typedOf } from './typed-rich-text.ts';
import { choose, tellsAtOnce } from './use.ts';

type TextInput = ElementOf<
  'plain_text_input' | 'email_text_input' | 'url_text_input' | 'number_input' | 'rich_text_input'
>;

const types = { plain_text_input: 'text', email_text_input: 'email', url_text_input: 'url', number_input: 'text' };
const placeholders: Partial<Record<TextInput['type'], string>> = {
  email_text_input: 'name@example.org',
  url_text_input: 'https://',
};
/** From here on the field says how much room is left. */
const countFrom = 0.8;

/** One line or several; the app hears of it when the form is sent, or as its `dispatch_action_config` says. */
export function drawTextInput(placed: Placed<TextInput>, place: BlockPlace, labelled: Labelled): HTMLElement {
  const { block, element } = placed;
  const isRich = element.type === 'rich_text_input';
  const isLong = isRich || (element.type === 'plain_text_input' && element.multiline === true);
  const max = element.type === 'plain_text_input' ? element.max_length : undefined;
  const attributes = {
    class: 'sl-field-input',
    id: labelled.id,
    dir: 'auto',
    placeholder: element.placeholder?.text ?? placeholders[element.type],
    'aria-label': labelled.id === undefined && (element.placeholder?.text ?? 'Text'),
    'aria-describedby': labelled.describedBy,
  };
  const input = isLong
    ? make('textarea', { ...attributes, rows: (isRich && element.min_lines) || 4 })
    : make('input', {
        ...attributes,
        type: isRich ? 'text' : types[element.type],
        inputmode: element.type === 'number_input' && (element.is_decimal_allowed ? 'decimal' : 'numeric'),
        autocomplete: 'off',
      });
  const count = make('small', { class: 'sl-count', 'aria-live': 'polite' });

  const given = (): Given => (input.value === '' ? null : isRich ? richOf(input.value) : input.value);
  const keep = () => place.form.write(block.block_id, element.action_id, given());
  const showCount = () => {
    const isNear = max !== undefined && input.value.length >= max * countFrom;
    count.textContent = isNear ? String(max - input.value.length) : '';
    count.classList.toggle('sl-over', max !== undefined && input.value.length > max);
  };

  const held = place.form.read(block.block_id, element);
  input.value =
    typeof held === 'object' && held !== null ? typedOf(held as unknown as RichTextBlock) : String(held ?? '');
  showCount();
  const triggers = element.dispatch_action_config?.trigger_actions_on ?? ['on_enter_pressed'];
  input.addEventListener('input', () => {
    keep();
    showCount();
    input.dispatchEvent(new Event('put-in', { bubbles: true }));
    if (tellsAtOnce(placed) && triggers.includes('on_character_entered')) void choose(place, placed, given(), input);
  });
  (input as HTMLElement).addEventListener('keydown', event => {
    if (event.key !== 'Enter' || event.isComposing || (isLong && !event.metaKey && !event.ctrlKey)) return;
    if (!tellsAtOnce(placed) || !triggers.includes('on_enter_pressed')) return;
    event.preventDefault();
    event.stopPropagation();
    void choose(place, placed, given(), input);
  });
  return make('div', { class: 'sl-text-input' }, input, count);
}
