import { describe, expect, test } from '@jest/globals';
import { renderForSlack, toSlackMessage } from '../../../src/channels/slack/slack-message.ts';
import type { Reply } from '../../../src/messages/reply.ts';
import { checkBlocks } from '../../../src/playground/slack/block-kit/check-blocks.ts';
import { sayInTests } from '../../support/slack-say.ts';

const messagesOf = (reply: Partial<Reply>) =>
  renderForSlack({ text: 'Hello', language: 'en', ...reply }).map(chunk => toSlackMessage(chunk, sayInTests));
const sectionsOf = (reply: Partial<Reply>) =>
  messagesOf(reply).flatMap(({ blocks }) =>
    blocks.flatMap(block => (block.type === 'section' ? (block.text ?? []) : [])),
  );
const choices = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ id: `c${index}`, label: `C ${index}` }));

describe('a reply in Slack', () => {
  test('is a section for each paragraph: bold is bold, lists stay, and what Slack would read is escaped', () => {
    expect(sectionsOf({ text: '*A & B*\n\n- one <two>\n- three' })).toEqual([
      { type: 'mrkdwn', text: '*A &amp; B*', verbatim: true },
      { type: 'mrkdwn', text: '- one &lt;two&gt;\n- three', verbatim: true },
    ]);
  });

  test('links addresses and nothing else: no name and no channel is called', () => {
    const [section] = sectionsOf({ text: 'See https://www.gov.uk/a_b?c=1&d=2. Tell @here and #general' });
    expect(section).toEqual({
      type: 'mrkdwn',
      text: 'See <https://www.gov.uk/a_b?c=1&amp;d=2>. Tell @here and #general',
      verbatim: true,
    });
  });

  test.each(['press _this_ key', 'the `word`', 'a ~ b ~ c', '> not a quotation'])(
    'stays as it is where Slack has no escape: %s',
    text => {
      expect(sectionsOf({ text: `*Look*\n\n${text}` })).toEqual([
        { type: 'mrkdwn', text: '*Look*', verbatim: true },
        { type: 'plain_text', text, emoji: false },
      ]);
    },
  );

  test('has the same words beside the blocks, without marks, for those who hear it read', () => {
    expect(messagesOf({ text: '*A & B*\n\nC', choices: choices(1) })[0]?.text).toBe('A &amp; B\n\nC');
  });

  test('from right to left is marked on every line, also where a paragraph had to be cut', () => {
    const text = `*عنوان*\n\n${'اتصل بـ 0808 2000 247 الآن. '.repeat(130)}`;
    const sections = sectionsOf({ text, language: 'ar' });
    expect(sections.length).toBeGreaterThan(2);
    expect(sections.filter(section => !section.text.startsWith('\u200F'))).toEqual([]);
    expect(messagesOf({ text, language: 'ar' })[0]?.text.startsWith('\u200F')).toBe(true);
  });

  test('a part in another language than the rest runs in its own direction', () => {
    const reply = { text: 'They wrote:', sections: [{ text: 'شكرًا', language: 'ar' }, { text: 'A file' }] };
    const texts = sectionsOf(reply).map(({ text }) => text);
    expect(texts).toEqual(['They wrote:', '\u200Fشكرًا', 'A file']);
  });

  test.each([
    ['of characters that grow when they are escaped', '&<>'.repeat(3000)],
    ['of many short lines', Array.from({ length: 500 }, (_, index) => `line ${index}`).join('\n\n')],
    ['of one line', 'word '.repeat(3000)],
    ['of long paragraphs', `${'A sentence of some words. '.repeat(180)}\n\n`.repeat(3)],
  ])('%s is within what Slack takes', (_, text) => {
    for (const { text: whole, blocks } of messagesOf({ text, choices: choices(60) })) {
      expect(whole.length).toBeLessThanOrEqual(4000);
      expect(blocks.length).toBeLessThanOrEqual(50);
      expect(() => checkBlocks(blocks)).not.toThrow();
    }
    const written = sectionsOf({ text });
    expect(written.filter(section => section.text.length > 3000)).toEqual([]);
    const escaped = written.flatMap(({ type, text }) => (type === 'mrkdwn' ? [text] : [])).join('');
    expect(escaped.replace(/&(?:amp|lt|gt);/g, '')).not.toMatch(/[&<>]/);
  });

  test('has its choices below the last message, twenty-five to a row of buttons, each with its id', () => {
    const messages = messagesOf({ text: 'word '.repeat(2000), choices: choices(60) });
    const rows = messages.map(({ blocks }) =>
      blocks.flatMap(block => (block.type === 'actions' ? [block.elements] : [])),
    );
    expect(rows.slice(0, -1).flat()).toEqual([]);
    expect(rows.at(-1)?.map(({ length }) => length)).toEqual([25, 25, 10]);
    const values = rows.at(-1)?.flatMap(elements => elements.map(element => ('value' in element ? element.value : '')));
    expect(values).toEqual(choices(60).map(({ id }) => id));
  });

  test.each([
    ['long '.repeat(30), /^(long )+long…$/],
    ['x'.repeat(200), /^x{74}…$/],
  ])('shortens a label that no button holds', (label, shortened) => {
    const [message] = messagesOf({ choices: [{ id: 'a', label }] });
    expect(() => checkBlocks(message?.blocks)).not.toThrow();
    expect(JSON.stringify(message?.blocks)).toMatch(new RegExp(shortened.source.slice(1, -1)));
  });
});
