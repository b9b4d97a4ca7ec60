import type { ModalView } from '@slack/types';

const plain = (text: string) => ({ type: 'plain_text' as const, text });
const option = (value: string, description?: string) => ({
  text: plain(value),
  value,
  ...(description && { description: plain(description) }),
});
const options = ['Low', 'High', 'Today'].map(value => option(value));
const ask = (id: string, element: object, more: object = {}) => ({
  type: 'input',
  block_id: id,
  label: plain(`Your ${id}`),
  element: { action_id: id, ...element },
  optional: true,
  ...more,
});

/** A modal with everything that can be put into one. @param note stands at the top */
export function everyInput(note = 'What you write here is not sent until you have seen it.'): ModalView {
  const blocks = [
    {
      type: 'section',
      text: { type: 'mrkdwn', text: note },
      accessory: { type: 'button', action_id: 'add', text: plain('Add') },
    },
    ask(
      'words',
      { type: 'plain_text_input', multiline: true, max_length: 60, placeholder: plain('Write to the person') },
      { optional: false, hint: plain('In their language, if you can.'), label: plain('Your reply') },
    ),
    ask('urgency', { type: 'static_select', options, initial_option: options[0] }),
    ask('topics', {
      type: 'multi_static_select',
      option_groups: [
        { label: plain('Home'), options: [option('Housing'), option('Money')] },
        { label: plain('Papers'), options: [option('Asylum'), option('Visa')] },
      ],
      max_selected_items: 3,
    }),
    ask('place', { type: 'external_select', min_query_length: 2 }),
    ask('colleague', { type: 'users_select' }),
    ask('colleagues', { type: 'multi_users_select' }),
    ask('channel', { type: 'channels_select' }),
    ask('conversation', { type: 'conversations_select' }),
    ask('day', { type: 'datepicker' }),
    ask('hour', { type: 'timepicker' }),
    ask('moment', { type: 'datetimepicker' }),
    ask('kind', { type: 'radio_buttons', options: [option('Information', 'Anyone may give it'), option('Advice')] }),
    ask('checks', { type: 'checkboxes', options: [option('Read aloud'), option('Translated')] }),
    ask('mail', { type: 'email_text_input' }),
    ask('link', { type: 'url_text_input' }),
    ask('number', { type: 'number_input', is_decimal_allowed: false, max_value: '5' }),
    ask('rich', { type: 'rich_text_input' }),
    ask('letter', { type: 'file_input', max_files: 2 }),
  ];
  const view = {
    type: 'modal',
    callback_id: 'every_input',
    title: plain('Reply to quiet river'),
    submit: plain('Preview'),
    close: plain('Not now'),
    blocks,
  };
  return view as ModalView;
}
