import { describe, expect, test } from '@jest/globals';
import { renderForSlack, toSlackMessage } from '../../../src/channels/slack/slack-message.ts';
import { homeView } from '../../../src/channels/slack/slack-view.ts';
import type { Reply, Section } from '../../../src/messages/reply.ts';
import { checkBlocks } from '../../../src/playground/slack/block-kit/check-blocks.ts';
import { checkView } from '../../../src/playground/slack/block-kit/check-view.ts';
import { sayInTests } from '../../support/slack-say.ts';

const sections = (count: number, choicesEach = 1, text = (index: number) => `Case ${index}`): Section[] =>
  Array.from({ length: count }, (_, index) => ({
    text: text(index),
    choices: Array.from({ length: choicesEach }, (_, choice) => ({ id: `open:${index}:${choice}`, label: 'Open' })),
  }));
const messageOf = (reply: Partial<Reply>) => {
  const [chunk, ...rest] = renderForSlack({ text: 'Cases', language: 'en', ...reply });
  if (!chunk || rest.length > 0) throw new Error('This is no single message.');
  return toSlackMessage(chunk, sayInTests);
};
const homeOf = (reply: Partial<Reply>) => {
  const [chunk, ...rest] = renderForSlack({ text: 'Cases', language: 'en', onHomePage: true, ...reply });
  if (!chunk || rest.length > 0) throw new Error('This is no single page.');
  return homeView(chunk, sayInTests);
};
const typesOf = (blocks: { type: string }[]) => blocks.map(({ type }) => type);

describe('sections', () => {
  test('are the text of each with its buttons below it, lines between, and the own buttons of the reply last', () => {
    const { blocks, text } = messageOf({ sections: sections(2), choices: [{ id: 'more', label: 'More' }] });
    const part = ['divider', 'section', 'actions'];
    expect(typesOf(blocks)).toEqual(['section', ...part, ...part, 'actions']);
    expect(text).toBe('Cases\n\nCase 0\n\nCase 1');
  });

  test('are a message without any words before them', () => {
    expect(typesOf(messageOf({ text: '', sections: sections(1, 0) }).blocks)).toEqual(['divider', 'section']);
  });

  test('of forty blocks lose nothing', () => {
    const { blocks } = messageOf({ sections: sections(20) });
    expect(typesOf(blocks)).toEqual(['section', ...sections(20).flatMap(() => ['section', 'actions'])]);
  });

  test.each([25, 30, 49, 50, 1000])('of a message are counted where %i are too many, and none is cut', count => {
    const { blocks } = messageOf({ sections: sections(count), choices: [{ id: 'more', label: 'More' }] });
    expect(() => checkBlocks(blocks)).not.toThrow();
    const shown = blocks.filter(({ type }) => type === 'actions').length - 1;
    expect(shown).toBe(23);
    expect(blocks.at(-2)).toMatchObject({ text: { text: `and ${count - shown} more` } });
    expect(blocks.at(-1)).toMatchObject({ elements: [{ value: 'more' }] });
  });

  test('are more on the Home tab than in a message, and counted there as well', () => {
    expect(typesOf(homeOf({ sections: sections(33, 1) }).blocks).filter(type => type === 'divider')).toHaveLength(33);
    const view = homeOf({ sections: sections(200, 1) });
    expect(() => checkView(view, 'home')).not.toThrow();
    expect(view.blocks.at(-1)).toMatchObject({ text: { text: 'and 151 more' } });
  });

  test.each<[string, Partial<Reply>]>([
    ['long texts', { sections: sections(12, 2, index => `${index} ${'words & more '.repeat(600)}`) }],
    ['a text for each of many buttons', { sections: sections(3, 90) }],
    ['a long text before them', { text: 'line\n\n'.repeat(600).trim(), sections: sections(40) }],
    ['more buttons than fit', { sections: sections(40), choices: sections(2000).flatMap(s => s.choices ?? []) }],
    ['words from right to left', { language: 'ar', text: 'قضايا', sections: sections(60, 1, () => 'قضية 0808 2000') }],
    ['texts of nothing', { sections: sections(60, 1, () => '') }],
    ['long questions', { choices: [{ id: 'a', label: 'b'.repeat(200), confirm: 'Sure? '.repeat(100) }] }],
  ])('with %s are within what Slack takes, in a message and on the Home tab', (_, reply) => {
    for (const chunk of renderForSlack({ text: 'Cases', language: 'en', ...reply })) {
      const { blocks, text } = toSlackMessage(chunk, sayInTests);
      expect(() => checkBlocks(blocks)).not.toThrow();
      expect(text.length).toBeLessThanOrEqual(4000);
    }
    expect(() => checkView(homeOf(reply), 'home')).not.toThrow();
  });
});
