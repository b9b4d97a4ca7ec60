import { createHash } from 'node:crypto';
import type { types } from '@slack/bolt';
import type { Field } from '../../messages/form.ts';
import type { Choice } from '../../messages/reply.ts';
import { plain } from './slack-buttons.ts';
import { drawParagraphs } from './slack-paragraphs.ts';

/** https://docs.slack.dev/reference/block-kit/blocks/input-block */
const LABEL_CHARS_MAX = 2000;
/** https://docs.slack.dev/reference/block-kit/block-elements/plain-text-input-element */
const TEXT_CHARS_MAX = 3000;
/** https://docs.slack.dev/reference/block-kit/block-elements/select-menu-element */
const OPTIONS_MAX = 100;
const OPTION_CHARS_MAX = 75;
/** So few are better seen than unfolded; Slack shows 10 at most. */
const OPTIONS_SEEN_MAX = 6;
/** https://docs.slack.dev/reference/block-kit/block-elements/file-input-element */
const FILES_MAX = 10;
const WORDS_BLOCKS_MAX = 20;

type InputElement = types.InputBlock['element'];

/** A field of a form as Slack shows it; its value comes back under its name (`read-slack-form.ts`). */
export function drawField(field: Field, rightToLeft: boolean): types.KnownBlock[] {
  if (field.kind === 'words') {
    return drawParagraphs([field.label, field.hint ?? ''].join('\n\n').trim(), rightToLeft, WORDS_BLOCKS_MAX);
  }
  if ('options' in field && field.options.length === 0) return [];
  return [
    {
      type: 'input',
      block_id: blockIdOf(field),
      label: plain(field.label, LABEL_CHARS_MAX),
      element: { action_id: field.name, ...elementOf(field) },
      optional: field.optional ?? false,
      ...(field.hint !== undefined && { hint: plain(field.hint, LABEL_CHARS_MAX) }),
    },
  ];
}

/** What a person has put in stays when the same field is shown again, unless it is to begin with something else. */
function blockIdOf(field: Exclude<Field, { kind: 'words' }>): string {
  const initial = 'initial' in field ? field.initial : undefined;
  if (initial === undefined) return field.name;
  return `${field.name}:${createHash('sha256').update(JSON.stringify(initial)).digest('base64url').slice(0, 12)}`;
}

function elementOf(field: Exclude<Field, { kind: 'words' }>): InputElement {
  switch (field.kind) {
    case 'line':
    case 'text': {
      const charsMax = Math.min(field.charsMax ?? TEXT_CHARS_MAX, TEXT_CHARS_MAX);
      return {
        type: 'plain_text_input',
        multiline: field.kind === 'text',
        max_length: charsMax,
        ...(field.initial && { initial_value: field.initial.slice(0, charsMax) }),
      };
    }
    case 'choice':
      return choiceElement(field.options.slice(0, OPTIONS_MAX), field.initial);
    case 'choices':
      return choicesElement(field.options.slice(0, OPTIONS_MAX), field.initial ?? []);
    case 'date':
      return { type: 'datepicker', ...(field.initial && { initial_date: field.initial }) };
    case 'colleague':
      return { type: 'users_select' };
    case 'files':
      return { type: 'file_input', max_files: Math.min(Math.max(field.filesMax, 1), FILES_MAX) };
  }
}

function choiceElement(choices: Choice[], initial: string | undefined): InputElement {
  const options = choices.map(option);
  const chosen = options.find(({ value }) => value === initial);
  const begins = chosen && { initial_option: chosen };
  if (options.length <= OPTIONS_SEEN_MAX) return { type: 'radio_buttons', options, ...begins };
  return { type: 'static_select', options, ...begins };
}

function choicesElement(choices: Choice[], initial: string[]): InputElement {
  const options = choices.map(option);
  const chosen = options.filter(({ value }) => initial.includes(value));
  const begins = chosen.length > 0 && { initial_options: chosen };
  if (options.length <= OPTIONS_SEEN_MAX) return { type: 'checkboxes', options, ...begins };
  return { type: 'multi_static_select', options, ...begins };
}

function option({ id, label }: Choice): types.PlainTextOption & { value: string } {
  return { text: plain(label, OPTION_CHARS_MAX), value: id };
}
