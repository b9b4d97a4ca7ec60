import { element as make } from '../../element.ts';
import type { BlockPlace, Placed } from './block-place.ts';
import { drawButton } from './button.ts';
import { drawDateInput } from './date-input.ts';
import { drawFileInput } from './file-input.ts';
import { drawMarks } from './marks.ts';
import { drawOverflow } from './overflow.ts';
import { drawSelect } from './select.ts';
import { drawTextInput } from './text-input.ts';

/** What names a field: its own words where it stands alone, the label of its block in a form. */
export interface Labelled {
  id?: string;
  labelledBy?: string;
  describedBy?: string;
}

/** Anything a person can use (https://docs.slack.dev/reference/block-kit/block-elements). */
export function drawElement(placed: Placed, place: BlockPlace, labelled: Labelled = {}): HTMLElement {
  const drawn = elementByType(placed, place, labelled);
  drawn.dataset.actionId = placed.element.action_id;
  return drawn;
}

function elementByType(placed: Placed, place: BlockPlace, labelled: Labelled): HTMLElement {
  const { block, element } = placed;
  switch (element.type) {
    case 'button':
      return drawButton({ block, element }, place);
    case 'overflow':
      return drawOverflow({ block, element }, place);
    case 'radio_buttons':
    case 'checkboxes':
      return drawMarks({ block, element }, place, labelled);
    case 'datepicker':
    case 'timepicker':
    case 'datetimepicker':
      return drawDateInput({ block, element }, place, labelled);
    case 'plain_text_input':
    case 'email_text_input':
    case 'url_text_input':
    case 'number_input':
    case 'rich_text_input':
      return drawTextInput({ block, element }, place, labelled);
    case 'file_input':
      return drawFileInput({ block, element }, place, labelled);
    case 'static_select':
    case 'external_select':
    case 'users_select':
    case 'conversations_select':
    case 'channels_select':
    case 'multi_static_select':
    case 'multi_external_select':
    case 'multi_users_select':
    case 'multi_conversations_select':
    case 'multi_channels_select':
      return drawSelect({ block, element }, place, labelled);
    default:
      return make('span', {}, 'This cannot be shown.');
  }
}
