import { isDeepStrictEqual } from 'node:util';
import type { StateValue, StateValues } from '../wire.ts';
import type { Block, Element } from './blocks.ts';
import type { Option } from './composition.ts';
import { elementsOf } from './elements-of.ts';
import { choicesOf } from './house-rules.ts';
import type { TypedRichText } from './rich-text.ts';

/** Under which name each element keeps what was put into it, and whether that is a list. */
const fields: Record<string, { name: string; several?: true; initial: string }> = {
  static_select: { name: 'selected_option', initial: 'initial_option' },
  external_select: { name: 'selected_option', initial: 'initial_option' },
  radio_buttons: { name: 'selected_option', initial: 'initial_option' },
  overflow: { name: 'selected_option', initial: '' },
  multi_static_select: { name: 'selected_options', several: true, initial: 'initial_options' },
  multi_external_select: { name: 'selected_options', several: true, initial: 'initial_options' },
  checkboxes: { name: 'selected_options', several: true, initial: 'initial_options' },
  users_select: { name: 'selected_user', initial: 'initial_user' },
  multi_users_select: { name: 'selected_users', several: true, initial: 'initial_users' },
  conversations_select: { name: 'selected_conversation', initial: 'initial_conversation' },
  multi_conversations_select: { name: 'selected_conversations', several: true, initial: 'initial_conversations' },
  channels_select: { name: 'selected_channel', initial: 'initial_channel' },
  multi_channels_select: { name: 'selected_channels', several: true, initial: 'initial_channels' },
  datepicker: { name: 'selected_date', initial: 'initial_date' },
  timepicker: { name: 'selected_time', initial: 'initial_time' },
  datetimepicker: { name: 'selected_date_time', initial: 'initial_date_time' },
  plain_text_input: { name: 'value', initial: 'initial_value' },
  email_text_input: { name: 'value', initial: 'initial_value' },
  url_text_input: { name: 'value', initial: 'initial_value' },
  number_input: { name: 'value', initial: 'initial_value' },
  rich_text_input: { name: 'rich_text_value', initial: 'initial_value' },
  file_input: { name: 'files', several: true, initial: '' },
};

/** What a person puts in: the value of an option (several for a list), an id, a text, or nothing at all. */
export type Given =
  | string
  | number
  | null
  | readonly string[]
  | Option
  | readonly Option[]
  | readonly object[]
  | TypedRichText;

/**
 * What stands in an element when a person has put `given` into it.
 * @throws {Error} when the element has no such choice
 */
export function putInto(element: Element, given: Given): StateValue {
  const field = fields[element.type];
  if (field === undefined) throw new Error(`Nothing can be put into a ${element.type}: press it.`);
  const value = given === null ? (field.several ? [] : null) : given;
  const choices = choicesOf(element);
  if (choices === undefined || value === null) return { type: element.type, [field.name]: value };
  const find = (wanted: unknown) => {
    const choice = choices.find(option => option.value === wanted || isDeepStrictEqual(option, wanted));
    if (choice) return choice;
    throw new Error(`${element.type} ${element.action_id} has no such choice: take one of ${valuesOf(choices)}.`);
  };
  return { type: element.type, [field.name]: Array.isArray(value) ? value.map(find) : find(value) };
}

/** Whether nothing has been put in. */
export function isEmpty(element: Element, value: StateValue | undefined): boolean {
  const held = value?.[fields[element.type]?.name ?? ''];
  return held === undefined || held === null || held === '' || (Array.isArray(held) && held.length === 0);
}

/** What was put in, without the name it is kept under. */
export function heldIn(element: Element, value: StateValue): unknown {
  return value[fields[element.type]?.name ?? ''];
}

/**
 * What stands in the elements of a view that is new or replaced: what stood there before under the same ids,
 * else what the app has chosen to begin with.
 */
export function stateOf(blocks: Block[], before: StateValues = {}): StateValues {
  const values: StateValues = {};
  for (const { block, element } of elementsOf(blocks)) {
    if (element.type === 'button' || element.type === 'overflow') continue;
    const kept = before[block.block_id]?.[element.action_id];
    const value = kept?.type === element.type ? kept : beginning(element);
    values[block.block_id] = { ...values[block.block_id], [element.action_id]: value };
  }
  return values;
}

function beginning(element: Element): StateValue {
  const field = fields[element.type];
  const initial = field && Object.entries(element).find(([name]) => name === field.initial)?.[1];
  return { type: element.type, [field?.name ?? 'value']: initial ?? (field?.several ? [] : null) };
}

function valuesOf(choices: Option[]): string {
  return choices.map(({ value }) => value).join(', ');
}
