import type { InputElement } from '../block-kit/blocks.ts';
import { heldIn, isEmpty } from '../block-kit/element-value.ts';
import type { StateValue, View } from '../wire.ts';

/** What a Slack client does not send: by block id, the words it shows there. */
export function formFaults(view: View): Record<string, string> {
  const faults: Record<string, string> = {};
  for (const block of view.blocks) {
    if (block.type !== 'input') continue;
    const value = view.state.values[block.block_id]?.[block.element.action_id];
    const empty = isEmpty(block.element, value);
    const fault = empty
      ? !block.optional && 'Please complete this required field.'
      : value && faultIn(block.element, value);
    if (fault) faults[block.block_id] = fault;
  }
  return faults;
}

function faultIn(element: InputElement, value: StateValue): string | undefined {
  const held = heldIn(element, value);
  const text = String(held);
  switch (element.type) {
    case 'plain_text_input':
      if (text.length < (element.min_length ?? 0)) return `Please enter at least ${element.min_length} characters.`;
      return text.length > (element.max_length ?? 3000) ? 'This is too long.' : undefined;
    case 'email_text_input':
      return /^\S+@\S+\.\S+$/.test(text) ? undefined : 'Please enter a valid email address.';
    case 'url_text_input':
      return URL.canParse(text) ? undefined : 'Please enter a valid URL.';
    case 'number_input':
      return numberFault(Number(text), element);
    case 'file_input':
      return Array.isArray(held) && held.length > (element.max_files ?? 10) ? 'Too many files.' : undefined;
    default: {
      const max = 'max_selected_items' in element ? element.max_selected_items : undefined;
      return max !== undefined && Array.isArray(held) && held.length > max
        ? `Please choose at most ${max}.`
        : undefined;
    }
  }
}

function numberFault(
  number: number,
  limits: { is_decimal_allowed: boolean; min_value?: string | undefined; max_value?: string | undefined },
): string | undefined {
  if (Number.isNaN(number) || !(limits.is_decimal_allowed || Number.isInteger(number))) return 'Please enter a number.';
  if (number < Number(limits.min_value ?? -Infinity)) return `Please enter at least ${limits.min_value}.`;
  return number > Number(limits.max_value ?? Infinity) ? `Please enter at most ${limits.max_value}.` : undefined;
}
