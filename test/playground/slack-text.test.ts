import { expect, test } from '@jest/globals';
import { richOf, typedOf } from '../../src/playground/page/slack/blocks/typed-rich-text.ts';
import { formatDate } from '../../src/playground/page/slack/text/format-date.ts';
import type { Inline } from '../../src/playground/page/slack/text/inline.ts';
import { parseMarkdown } from '../../src/playground/page/slack/text/parse-markdown.ts';
import { parseMrkdwn } from '../../src/playground/page/slack/text/parse-mrkdwn.ts';

const text = (words: string): Inline => ({ kind: 'text', text: words });
const inlinesOf = (written: string) => parseMrkdwn(written).flatMap(each => ('inlines' in each ? each.inlines : []));

test.each<[string, Inline]>([
  ['*bold*', { kind: 'strong', inlines: [text('bold')] }],
  ['_italic_', { kind: 'em', inlines: [text('italic')] }],
  ['~gone~', { kind: 's', inlines: [text('gone')] }],
  ['*_both_*', { kind: 'strong', inlines: [{ kind: 'em', inlines: [text('both')] }] }],
  ['`a *b* &lt;c&gt;`', { kind: 'code', text: 'a *b* <c>' }],
  [':wave:', { kind: 'emoji', name: 'wave' }],
  ['<@U01>', { kind: 'user', id: 'U01' }],
  ['<#C01|casework>', { kind: 'channel', id: 'C01', name: 'casework' }],
  ['<!here>', { kind: 'broadcast', range: 'here' }],
  ['<https://a.org/?b=1&amp;c=2|words>', { kind: 'link', url: 'https://a.org/?b=1&c=2', inlines: [text('words')] }],
  ['<mailto:a@b.org|a@b.org>', { kind: 'link', url: 'mailto:a@b.org', inlines: [text('a@b.org')] }],
  [
    '<!date^1700000000^{date_num}^https://a.org|then>',
    { kind: 'date', timestampSeconds: 1_700_000_000, format: '{date_num}', fallback: 'then', url: 'https://a.org' },
  ],
])('%s is read as Slack reads it', (written, inline) => {
  expect(inlinesOf(written)).toEqual([inline]);
});

test.each(['2*3*4', 'snake_case_name', 'a ~ b ~ c', '* no *', '10:30:45', '**', '<b>', 'من*هنا*إلى'])(
  '%s has no markup in it, or none that is drawn',
  written => {
    expect(
      inlinesOf(written.replaceAll('<', '&lt;').replaceAll('>', '&gt;')).every(
        inline => inline.kind !== 'strong' && inline.kind !== 'em' && inline.kind !== 's',
      ),
    ).toBe(true);
  },
);

test('quoted lines stand together, and a fence keeps what is in it', () => {
  expect(parseMrkdwn('before\n&gt; one\n&gt; two\nafter\n```\n*as it is*\n```')).toEqual([
    { kind: 'words', inlines: [text('before')] },
    { kind: 'quote', inlines: [text('one\ntwo')] },
    { kind: 'words', inlines: [text('after')] },
    { kind: 'code', text: '*as it is*' },
  ]);
});

test('markdown has headings, lists in lists, quotes and links', () => {
  expect(parseMarkdown('# Title\n\n- **one**\n  - two\n\n3. three\n> four\n\n[five](https://a.org)')).toMatchObject([
    { kind: 'heading', inlines: [text('Title')] },
    { kind: 'list', ordered: false, indent: 0, items: [[{ kind: 'strong' }]] },
    { kind: 'list', ordered: false, indent: 1, items: [[text('two')]] },
    { kind: 'list', ordered: true, first: 3, items: [[text('three')]] },
    { kind: 'quote', inlines: [text('four')] },
    { kind: 'words', inlines: [{ kind: 'link', url: 'https://a.org' }] },
  ]);
});

test('what is typed with marks becomes rich text, and goes back to them', () => {
  const rich = richOf('*Dear* friend :wave: a < b');
  expect(rich.elements).toEqual([
    {
      type: 'rich_text_section',
      elements: [
        { type: 'text', text: 'Dear', style: { bold: true } },
        { type: 'text', text: ' friend ' },
        { type: 'emoji', name: 'wave' },
        { type: 'text', text: ' a < b' },
      ],
    },
  ]);
  expect(typedOf(rich)).toBe('*Dear* friend :wave: a < b');
});

test('a date that cannot be read falls back to its words', () => {
  expect(formatDate(1_700_000_000, 'on {date_num}', 'then')).toMatch(/^on 1[45]\/11\/2023$/);
  expect(formatDate(Number.NaN, '{date_num}', 'then')).toBe('then');
});
