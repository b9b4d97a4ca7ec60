import { expect, test } from '@jest/globals';
import { checkBlocks } from '../../src/playground/slack/block-kit/check-blocks.ts';
import { checkView } from '../../src/playground/slack/block-kit/check-view.ts';
import { SlackError } from '../../src/playground/slack/slack-error.ts';

const plain = (text: string) => ({ type: 'plain_text', text });
const mrkdwn = (text: string) => ({ type: 'mrkdwn', text });
const button = (given: object = {}) => ({ type: 'button', text: plain('Yes'), ...given });
const actions = (...elements: object[]) => ({ type: 'actions', elements });
const section = (given: object) => ({ type: 'section', text: mrkdwn('a'), ...given });
const input = (element: object, given: object = {}) => ({ type: 'input', label: plain('Name'), element, ...given });
const options = (count: number) => Array.from({ length: count }, (_, index) => option(index));
const option = (index: number) => ({ text: plain(`Choice ${index}`), value: `${index}` });
const many = <Item>(count: number, item: Item) => Array.from({ length: count }, () => item);
const modal = (blocks: object[], given: object = {}) => ({
  type: 'modal',
  title: plain('A form'),
  submit: plain('Send'),
  blocks,
  ...given,
});

function refusalOf(check: () => unknown): string[] {
  try {
    check();
    return [];
  } catch (error) {
    if (error instanceof SlackError) return error.problems.length > 0 ? error.problems : [error.code];
    throw error;
  }
}

const blocksRefused = (...blocks: object[]) => refusalOf(() => checkBlocks(blocks));
const viewRefused = (view: unknown, type: 'modal' | 'home' = 'modal') => refusalOf(() => checkView(view, type));

test.each<[string, object, object, string]>([
  [
    'section text',
    section({ text: mrkdwn('a'.repeat(3000)) }),
    section({ text: mrkdwn('a'.repeat(3001)) }),
    'must be less than 3001 characters [json-pointer:/blocks/0/text/text]',
  ],
  [
    'section fields',
    section({ fields: many(10, plain('a')) }),
    section({ fields: many(11, plain('a')) }),
    'no more than 10 items allowed [json-pointer:/blocks/0/fields]',
  ],
  [
    'a field',
    section({ fields: [plain('a'.repeat(2000))] }),
    section({ fields: [plain('a'.repeat(2001))] }),
    'must be less than 2001 characters [json-pointer:/blocks/0/fields/0/text]',
  ],
  [
    'a header',
    { type: 'header', text: plain('a'.repeat(150)) },
    { type: 'header', text: plain('a'.repeat(151)) },
    'must be less than 151 characters [json-pointer:/blocks/0/text/text]',
  ],
  [
    'a button’s text',
    actions(button({ text: plain('a'.repeat(75)) })),
    actions(button({ text: plain('a'.repeat(76)) })),
    'must be less than 76 characters [json-pointer:/blocks/0/elements/0/text/text]',
  ],
  [
    'a button’s value',
    actions(button({ value: 'a'.repeat(2000) })),
    actions(button({ value: 'a'.repeat(2001) })),
    'must be less than 2001 characters [json-pointer:/blocks/0/elements/0/value]',
  ],
  [
    'an action_id',
    actions(button({ action_id: 'a'.repeat(255) })),
    actions(button({ action_id: 'a'.repeat(256) })),
    'must be less than 256 characters [json-pointer:/blocks/0/elements/0/action_id]',
  ],
  [
    'a block_id',
    section({ block_id: 'a'.repeat(255) }),
    section({ block_id: 'a'.repeat(256) }),
    'must be less than 256 characters [json-pointer:/blocks/0/block_id]',
  ],
  [
    'actions',
    actions(...many(25, button())),
    actions(...many(26, button())),
    'no more than 25 items allowed [json-pointer:/blocks/0/elements]',
  ],
  [
    'context',
    { type: 'context', elements: many(10, mrkdwn('a')) },
    { type: 'context', elements: many(11, mrkdwn('a')) },
    'no more than 10 items allowed [json-pointer:/blocks/0/elements]',
  ],
  [
    'a menu’s options',
    actions({ type: 'static_select', options: options(100) }),
    actions({ type: 'static_select', options: options(101) }),
    'no more than 100 items allowed [json-pointer:/blocks/0/elements/0/options]',
  ],
  [
    'an overflow menu',
    actions({ type: 'overflow', options: options(5) }),
    actions({ type: 'overflow', options: options(6) }),
    'no more than 5 items allowed [json-pointer:/blocks/0/elements/0/options]',
  ],
  [
    'a small overflow menu',
    actions({ type: 'overflow', options: options(2) }),
    actions({ type: 'overflow', options: options(1) }),
    'must provide at least 2 items [json-pointer:/blocks/0/elements/0/options]',
  ],
  [
    'radio buttons',
    actions({ type: 'radio_buttons', options: options(10) }),
    actions({ type: 'radio_buttons', options: options(11) }),
    'no more than 10 items allowed [json-pointer:/blocks/0/elements/0/options]',
  ],
  [
    'checkboxes',
    actions({ type: 'checkboxes', options: options(10) }),
    actions({ type: 'checkboxes', options: options(11) }),
    'no more than 10 items allowed [json-pointer:/blocks/0/elements/0/options]',
  ],
  [
    'an input’s label',
    input({ type: 'plain_text_input' }),
    input({ type: 'plain_text_input' }, { label: plain('a'.repeat(2001)) }),
    'must be less than 2001 characters [json-pointer:/blocks/0/label/text]',
  ],
  [
    'a text input',
    input({ type: 'plain_text_input', max_length: 3000 }),
    input({ type: 'plain_text_input', max_length: 3001 }),
    'must be less than 3001 [json-pointer:/blocks/0/element/max_length]',
  ],
  [
    'a placeholder',
    input({ type: 'plain_text_input', placeholder: plain('a'.repeat(150)) }),
    input({ type: 'plain_text_input', placeholder: plain('a'.repeat(151)) }),
    'must be less than 151 characters [json-pointer:/blocks/0/element/placeholder/text]',
  ],
])('the size of %s has its limit', (_, fits, tooMuch, words) => {
  expect(blocksRefused(fits)).toEqual([]);
  expect(blocksRefused(tooMuch)).toEqual([words]);
});

test('a message has 50 blocks, a view 100', () => {
  const divider = { type: 'divider' };
  expect(blocksRefused(...many(50, divider))).toEqual([]);
  expect(blocksRefused(...many(51, divider))).toEqual(['no more than 50 items allowed [json-pointer:/blocks]']);
  expect(viewRefused(modal(many(100, divider)))).toEqual([]);
  expect(viewRefused(modal(many(101, divider)))).toEqual([
    'no more than 100 items allowed [json-pointer:/view/blocks]',
  ]);
});

test('what is not there, too much or of the wrong kind is told with its place', () => {
  expect(blocksRefused({ type: 'section' })).toEqual([
    'must define either `text` or `fields` [json-pointer:/blocks/0/type]',
  ]);
  expect(blocksRefused({ type: 'header' }, {})).toEqual([
    'missing required field: text [json-pointer:/blocks/0]',
    'missing required field: type [json-pointer:/blocks/1]',
  ]);
  expect(blocksRefused({ type: 'carousels' })).toEqual(['unsupported type: carousels [json-pointer:/blocks/0/type]']);
  expect(blocksRefused(section({ color: 'red' }))).toEqual([
    'invalid additional property: color [json-pointer:/blocks/0]',
  ]);
  expect(blocksRefused(section({ text: 'bare words' }))).toEqual([
    'must provide an object [json-pointer:/blocks/0/text]',
  ]);
  expect(blocksRefused(actions(button({ text: mrkdwn('Yes') })))).toEqual([
    'unsupported type: mrkdwn [json-pointer:/blocks/0/elements/0/text/type]',
  ]);
  expect(blocksRefused(section({ text: mrkdwn('') }))).toEqual([
    'must be more than 0 characters [json-pointer:/blocks/0/text/text]',
  ]);
  expect(refusalOf(() => checkBlocks('[]'))).toEqual(['invalid_blocks_format']);
});

test('a dialog that asks again is whole, and no longer than Slack shows', () => {
  const confirm = { title: plain('Sure?'), text: mrkdwn('This sends it'), confirm: plain('Yes'), deny: plain('No') };
  expect(blocksRefused(actions(button({ confirm })))).toEqual([]);
  expect(blocksRefused(actions(button({ confirm: { ...confirm, confirm: plain('a'.repeat(31)) } })))).toEqual([
    'must be less than 31 characters [json-pointer:/blocks/0/elements/0/confirm/confirm/text]',
  ]);
  const { deny: _, ...half } = confirm;
  expect(blocksRefused(actions(button({ confirm: half })))).toEqual([
    'missing required field: deny [json-pointer:/blocks/0/elements/0/confirm]',
  ]);
});

test('ids are unique: an action’s in its block, a block’s everywhere', () => {
  const twice = actions(button({ action_id: 'yes' }), button({ action_id: 'yes' }));
  expect(blocksRefused(twice)).toEqual([
    '`action_id` "yes" already exists [json-pointer:/blocks/0/elements/1/action_id]',
  ]);
  expect(blocksRefused(actions(button({ action_id: 'yes' })), actions(button({ action_id: 'yes' })))).toEqual([]);
  expect(blocksRefused(section({ block_id: 'a' }), section({ block_id: 'a' }))).toEqual([
    '`block_id` "a" already exists [json-pointer:/blocks/1/block_id]',
  ]);
});

test('ids that were left out are given', () => {
  const [block] = checkBlocks([actions(button())]);
  expect(block).toMatchObject({ block_id: expect.stringMatching(/^\w{5}$/) });
});

test('each element stands only where it may', () => {
  expect(blocksRefused(actions({ type: 'plain_text_input' }))).toEqual([
    'unsupported type: plain_text_input [json-pointer:/blocks/0/elements/0/type]',
  ]);
  expect(blocksRefused(input(button()))).toEqual(['unsupported type: button [json-pointer:/blocks/0/element/type]']);
  expect(blocksRefused(input({ type: 'file_input' }))).toEqual([
    'unsupported type: file_input [json-pointer:/blocks/0/element/type]',
  ]);
  expect(viewRefused(modal([input({ type: 'file_input', max_files: 10 })]))).toEqual([]);
  expect(viewRefused(modal([input({ type: 'file_input' }, { dispatch_action: true })]))).toHaveLength(1);
  expect(viewRefused(modal([{ type: 'markdown', text: '**a**' }]))).toEqual([
    'unsupported type: markdown [json-pointer:/view/blocks/0/type]',
  ]);
});

test.each([
  { type: 'static_select', options: options(1), initial_option: option(0) },
  { type: 'static_select', option_groups: [{ label: plain('One'), options: options(1) }] },
  { type: 'multi_static_select', options: options(2), max_selected_items: 1 },
  { type: 'external_select', min_query_length: 0 },
  { type: 'users_select' },
  { type: 'multi_users_select' },
  { type: 'conversations_select', filter: { include: ['private'] }, default_to_current_conversation: true },
  { type: 'channels_select' },
  { type: 'datepicker', initial_date: '2026-07-14' },
  { type: 'timepicker', initial_time: '09:30' },
  { type: 'datetimepicker', initial_date_time: 1_784_016_000 },
  { type: 'radio_buttons', options: options(2) },
  { type: 'checkboxes', options: options(2), initial_options: [option(1)] },
  { type: 'number_input', is_decimal_allowed: false, min_value: '1', max_value: '5' },
  { type: 'email_text_input' },
  { type: 'url_text_input' },
  { type: 'rich_text_input' },
])('$type can be asked in a form', element => {
  expect(viewRefused(modal([input(element)]))).toEqual([]);
});

test.each<[object, string]>([
  [{ type: 'static_select' }, 'must define either `options` or `option_groups` [json-pointer:/blocks/0/element]'],
  [
    { type: 'static_select', options: options(2), initial_option: option(5) },
    'initial options must match options [json-pointer:/blocks/0/element]',
  ],
  [
    { type: 'datepicker', initial_date: '14/07/2026' },
    'must be a date of the form YYYY-MM-DD [json-pointer:/blocks/0/element/initial_date]',
  ],
  [
    { type: 'timepicker', initial_time: '9:30' },
    'must be a time of the form HH:mm [json-pointer:/blocks/0/element/initial_time]',
  ],
  [{ type: 'number_input' }, 'missing required field: is_decimal_allowed [json-pointer:/blocks/0/element]'],
  [
    { type: 'number_input', is_decimal_allowed: true, min_value: '5', max_value: '1' },
    'must be at least `min_value` [json-pointer:/blocks/0/element/max_value]',
  ],
  [
    { type: 'plain_text_input', min_length: 9, max_length: 3 },
    'must be at least `min_length` [json-pointer:/blocks/0/element/max_length]',
  ],
])('%j is refused', (element, words) => {
  expect(blocksRefused(input(element))).toEqual([words]);
});

test('rich text is checked to its last word', () => {
  const richText = (...elements: object[]) => ({
    type: 'rich_text',
    elements: [{ type: 'rich_text_section', elements }],
  });
  const word = { type: 'text', text: 'hello', style: { bold: true } };
  expect(
    blocksRefused(richText(word, { type: 'user', user_id: 'U1' }, { type: 'link', url: 'https://x.org' })),
  ).toEqual([]);
  expect(blocksRefused(richText({ ...word, style: { blink: true } }))).toEqual([
    'invalid additional property: blink [json-pointer:/blocks/0/elements/0/elements/0/style]',
  ]);
  expect(blocksRefused(richText({ type: 'text' }))).toEqual([
    'missing required field: text [json-pointer:/blocks/0/elements/0/elements/0]',
  ]);
});

test('an image comes from one place and says what it shows', () => {
  const image = { type: 'image', alt_text: 'A chair', image_url: 'https://example.org/chair.png' };
  expect(blocksRefused(image, section({ accessory: image }), { type: 'context', elements: [image] })).toEqual([]);
  expect(blocksRefused({ ...image, alt_text: undefined })).toEqual([
    'missing required field: alt_text [json-pointer:/blocks/0]',
  ]);
  expect(blocksRefused({ ...image, slack_file: { id: 'F1' } })).toHaveLength(1);
});

test('a modal’s own words have their limits, and it needs a button to send what it asks', () => {
  const long = plain('a'.repeat(25));
  expect(viewRefused(modal([], { title: long, submit: long, close: long }))).toEqual([
    'must be less than 25 characters [json-pointer:/view/title/text]',
    'must be less than 25 characters [json-pointer:/view/submit/text]',
    'must be less than 25 characters [json-pointer:/view/close/text]',
  ]);
  expect(viewRefused(modal([], { private_metadata: 'a'.repeat(3001) }))).toEqual([
    'must be less than 3001 characters [json-pointer:/view/private_metadata]',
  ]);
  expect(viewRefused(modal([], { callback_id: 'a'.repeat(256) }))).toEqual([
    'must be less than 256 characters [json-pointer:/view/callback_id]',
  ]);
  expect(viewRefused(modal([input({ type: 'plain_text_input' })], { submit: undefined }))).toEqual([
    'must define `submit` to use an `input` block in modals [json-pointer:/view/blocks/0/input]',
  ]);
  expect(viewRefused({ type: 'home', blocks: [] })).toEqual(['unsupported type: home [json-pointer:/view/type]']);
  expect(viewRefused({ type: 'home', blocks: [input({ type: 'plain_text_input' })] }, 'home')).toEqual([]);
  expect(viewRefused(undefined)).toEqual(['missing required field: view [json-pointer:/]']);
  const focused = input({ type: 'plain_text_input', focus_on_load: true });
  expect(viewRefused(modal([focused, focused]))).toEqual([
    'only one element can be focused on load [json-pointer:/view/blocks/1/element/focus_on_load]',
  ]);
});
