import { describe, expect, test } from '@jest/globals';
import { interactionOf } from '../../../src/channels/whatsapp-cloud/cloud-choices.ts';
import { renderForWhatsapp } from '../../../src/channels/whatsapp-cloud/render-for-whatsapp.ts';
import type { Reply } from '../../../src/messages/reply.ts';
import { shownByWhatsapp } from '../../support/whatsapp-text.ts';

const render = (reply: Partial<Reply>) =>
  renderForWhatsapp({ text: 'Choose', language: 'en', ...reply }, (_language, key) => key);
const labelled = (count: number, label = (index: number) => `Choice ${index}`) =>
  Array.from({ length: count }, (_, index) => ({ id: `c:${index}`, label: label(index) }));

describe('choices on WhatsApp', () => {
  test.each([
    ['buttons, up to three', labelled(3), 'button'],
    ['a list, when there are more', labelled(4), 'list'],
    ['a list, when a label is longer than a button', labelled(2, index => `A longer label than 20 ${index}`), 'list'],
    ['a list, when two are called the same', labelled(2, () => 'Yes'), 'list'],
  ])('are %s', (_, choices, type) => {
    const [chunk] = render({ choices });
    expect(interactionOf(chunk?.choices ?? [], 'See').type).toBe(type);
  });

  test('that are too long for a row are cut between words there, and whole below it', () => {
    const label = 'Somebody to talk to about my letter from the Home Office';
    const { action } = interactionOf(
      labelled(4, () => label),
      'See',
    );
    const rows = 'sections' in action ? action.sections.flatMap(({ rows }) => rows) : [];
    expect(rows[0]).toEqual({ id: 'c:0', title: 'Somebody to talk to…', description: label });
  });

  test('that are many are spread evenly over lists, none lost, in order', () => {
    const choices = labelled(23);
    const chunks = render({ choices });
    expect(chunks.map(({ text }) => text)).toEqual(['Choose', 'whatsapp.more', 'whatsapp.more']);
    expect(chunks.map(({ choices }) => choices.length)).toEqual([8, 8, 7]);
    expect(chunks.flatMap(({ choices }) => choices)).toEqual(choices);
  });

  test('are opened, and gone on with, in their own language, whatever the words above them are in', () => {
    const spoken: string[] = [];
    const choices = labelled(12);
    const chunks = renderForWhatsapp(
      { text: 'Only in English', language: 'en', choices, choicesLanguage: 'ar' },
      language => {
        spoken.push(language);
        return 'more';
      },
    );
    expect(chunks.map(({ language }) => language)).toEqual(['ar', 'ar']);
    expect(spoken).toEqual(['ar']);
    expect(chunks[0]?.rightToLeft).toBe(false);
  });

  test('that no list takes are lines with numbers', () => {
    const choices = labelled(2, index => `${index} ${'very '.repeat(20)}long`);
    const [chunk] = render({ choices });
    expect(chunk?.choices).toEqual([]);
    expect(chunk?.text).toMatch(/^Choose\n\n1\. 0 very.*\n2\. 1 very/);
  });
});

describe('words on WhatsApp', () => {
  test.each([
    ['keep to 4096 characters, and to 1024 above choices', 9000, labelled(2)],
    ['that fit above choices stay in one message', 1000, labelled(2)],
    ['keep to 4096 characters where nothing is to choose', 9000, []],
  ])('%s', (_, length, choices) => {
    const text = 'word '.repeat(length / 5).trim();
    const chunks = render({ text, choices });
    const last = chunks.at(-1);
    expect(chunks.every(({ text }) => text.length <= 4096)).toBe(true);
    if (choices.length > 0) expect(last?.text.length).toBeLessThanOrEqual(1024);
    expect(last?.choices).toEqual(choices);
    expect(chunks.map(({ text }) => text).join(' ')).toBe(text);
    if (length <= 1000) expect(chunks).toHaveLength(1);
  });

  test('keep the marks of others as they are, and bold for headings', () => {
    const [chunk] = render({ text: '*Heading*\n_x_ ~y~ `z` ```w``` https://example.org/a_b_c' });
    expect(shownByWhatsapp(chunk?.text ?? '')).toBe('Heading\n_x_ ~y~ `z` ```w``` https://example.org/a_b_c');
  });

  test('of Arabic begin every line from the right', () => {
    const [chunk] = render({ text: 'سطر\nسطر', language: 'ar' });
    expect(chunk?.text.split('\n').every(line => line.startsWith('\u200F'))).toBe(true);
  });
});
