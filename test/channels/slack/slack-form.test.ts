import { describe, expect, test } from '@jest/globals';
import { renderForSlack } from '../../../src/channels/slack/slack-message.ts';
import { windowView } from '../../../src/channels/slack/slack-view.ts';
import type { Field, Form } from '../../../src/messages/form.ts';
import { checkView } from '../../../src/playground/slack/block-kit/check-view.ts';
import { sayInTests } from '../../support/slack-say.ts';

const options = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ id: `o${index}`, label: `Option ${index}` }));

function viewOf(fields: Field[], more: Partial<Form> = {}, text = '') {
  const form: Form = { id: 'cases:x', title: 'A form', language: 'en', submit: 'Send', fields, ...more };
  const [chunk, ...rest] = renderForSlack({ text, language: form.language, form });
  if (!chunk || rest.length > 0) throw new Error('A form is one window.');
  return windowView(chunk, 'C1', sayInTests);
}
const inputOf = (field: Field) => viewOf([field]).blocks[0];
const field = { name: 'one', label: 'Which?' };

describe('a field', () => {
  test.each<[string, Field, object]>([
    [
      'a line',
      { ...field, kind: 'line', initial: 'a' },
      { type: 'plain_text_input', multiline: false, initial_value: 'a' },
    ],
    ['a text', { ...field, kind: 'text', charsMax: 20 }, { type: 'plain_text_input', multiline: true, max_length: 20 }],
    [
      'a choice of few',
      { ...field, kind: 'choice', options: options(6), initial: 'o1' },
      { type: 'radio_buttons', initial_option: { value: 'o1' } },
    ],
    [
      'a choice of many',
      { ...field, kind: 'choice', options: options(7), initial: 'o1' },
      { type: 'static_select', initial_option: { value: 'o1' } },
    ],
    [
      'choices of few',
      { ...field, kind: 'choices', options: options(6), initial: ['o1', 'o5'] },
      { type: 'checkboxes', initial_options: [{ value: 'o1' }, { value: 'o5' }] },
    ],
    [
      'choices of many',
      { ...field, kind: 'choices', options: options(7), initial: [] },
      { type: 'multi_static_select' },
    ],
    ['a date', { ...field, kind: 'date', initial: '2026-07-20' }, { type: 'datepicker', initial_date: '2026-07-20' }],
    ['a colleague', { ...field, kind: 'colleague' }, { type: 'users_select' }],
    ['files', { ...field, kind: 'files', filesMax: 3 }, { type: 'file_input', max_files: 3 }],
  ])('that is %s is an input of its kind, under its name', (_, asked, element) => {
    expect(inputOf(asked)).toMatchObject({
      type: 'input',
      label: { text: 'Which?' },
      optional: false,
      element: { action_id: 'one', ...element },
    });
    expect(() => checkView(viewOf([asked]), 'modal')).not.toThrow();
  });

  test('that is optional may be left empty, and has its hint below it', () => {
    expect(inputOf({ ...field, kind: 'line', optional: true, hint: 'As you say it' })).toMatchObject({
      optional: true,
      hint: { text: 'As you say it' },
    });
  });

  test('of words is only read', () => {
    expect(inputOf({ ...field, kind: 'words', label: '*What arrives*\n\nHello' })).toMatchObject({
      type: 'section',
      text: { text: '*What arrives*' },
    });
  });

  test('keeps what was put in when it is shown again, unless it begins with something else', () => {
    const blockId = (initial?: string) =>
      inputOf({ ...field, kind: 'text', ...(initial !== undefined && { initial }) })?.block_id;
    expect(blockId('Dear member')).toBe(blockId('Dear member'));
    expect(blockId('Dear member')).not.toBe(blockId('Hello'));
    expect(blockId()).toBe(blockId());
  });
});

describe('a form', () => {
  test('says what it is, where it was opened and whether it leads on', () => {
    const { callback_id, private_metadata = '', submit, close } = viewOf([], { leadsOn: true });
    expect(callback_id).toBe('folding-chair-form');
    expect(JSON.parse(private_metadata)).toEqual({ formId: 'cases:x', leadsOn: true, roomId: 'C1', language: 'en' });
    expect([submit?.text, close?.text]).toEqual(['Send', 'Cancel']);
  });

  test('that cannot be sent can be closed', () => {
    const { submit: _, ...unsendable } = viewOf([{ ...field, kind: 'words' }], {});
    expect(unsendable).toMatchObject({ close: { text: 'Cancel' } });
    const [chunk] = renderForSlack({
      text: 'Look',
      language: 'en',
      form: { id: 'cases:x', title: 'A form', language: 'en', fields: [{ ...field, kind: 'words' }] },
    });
    if (!chunk) throw new Error('A form is one window.');
    expect(windowView(chunk, undefined, sayInTests)).toMatchObject({ close: { text: 'Close' } });
  });

  test.each<[string, { fields: Field[]; more?: Partial<Form>; text?: string }]>([
    [
      'much too long in every place',
      {
        fields: [
          { kind: 'line', name: 'a', label: 'l'.repeat(3000), hint: 'h'.repeat(3000), initial: 'i'.repeat(5000) },
          { kind: 'text', name: 'b', label: 'x', initial: 'i'.repeat(50), charsMax: 10 },
          { kind: 'text', name: 'c', label: 'x', charsMax: 100_000 },
          { kind: 'choice', name: 'd', label: 'x', options: options(300), initial: 'o299' },
          { kind: 'choices', name: 'e', label: 'x', options: options(300), initial: ['o0', 'o299'] },
          { kind: 'choice', name: 'f', label: 'x', options: [{ id: 'x'.repeat(64), label: 'y'.repeat(500) }] },
          { kind: 'files', name: 'g', label: 'x', filesMax: 100 },
          { kind: 'words', name: 'h', label: 'w & '.repeat(30_000) },
        ],
        more: { title: 't'.repeat(100), submit: 's'.repeat(100) },
      },
    ],
    ['of nothing to choose from', { fields: [{ kind: 'choice', name: 'a', label: 'x', options: [] }] }],
    [
      'of many fields',
      { fields: Array.from({ length: 150 }, (_, index) => ({ kind: 'line', name: `f${index}`, label: 'x' })) },
    ],
    [
      'below a long text',
      { fields: [{ kind: 'line', name: 'a', label: 'x' }], text: 'words & <words>\n\n'.repeat(3000) },
    ],
  ])('%s is within what Slack takes', (_, { fields, more, text }) => {
    expect(() => checkView(viewOf(fields, more, text), 'modal')).not.toThrow();
  });
});
