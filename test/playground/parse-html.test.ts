import { expect, test } from '@jest/globals';
import { parseHtml } from '../../src/playground/telegram/parse-html.ts';

test.each([
  ['<b>Yes.</b> No papers', 'Yes. No papers', [{ type: 'bold', offset: 0, length: 4 }]],
  ['a &lt;b&gt; &amp; &quot;c&quot; &nbsp;', 'a <b> & "c" &nbsp;', []],
  ['&#65;&#x42;', 'AB', []],
  ['🏟<i>é</>', '🏟é', [{ type: 'italic', offset: 2, length: 1 }]],
  ['<b></b>x', 'x', []],
  ['<span class="tg-spoiler">x</span>', 'x', [{ type: 'spoiler', offset: 0, length: 1 }]],
  [
    "<a href='https://example.org/?a=1&amp;b'>x</a>",
    'x',
    [{ type: 'text_link', offset: 0, length: 1, url: 'https://example.org/?a=1&b' }],
  ],
  ['<a>no address</a>', 'no address', []],
  ['<blockquote expandable>x</blockquote>', 'x', [{ type: 'expandable_blockquote', offset: 0, length: 1 }]],
  [
    '<i><b>x</b>y</i>',
    'xy',
    [
      { type: 'italic', offset: 0, length: 2 },
      { type: 'bold', offset: 0, length: 1 },
    ],
  ],
])('%s is read as Telegram reads it', (html, text, entities) => {
  expect(parseHtml(html)).toEqual({ text, entities });
});

test.each([
  ['5 < 6', 'Unsupported start tag "" at byte offset 2'],
  ['<br>', 'Unsupported start tag "br" at byte offset 0'],
  ['🏟 🏟&lt;<abac aba>', 'Unsupported start tag "abac" at byte offset 13'],
  ['🏟 🏟&lt;<abacaba', 'Unclosed start tag at byte offset 13'],
  ['🏟 🏟&lt;<i   =aba>', 'Empty attribute name in the tag "i" at byte offset 13'],
  ['🏟 🏟&lt;<i    aba>', `Can't find end tag corresponding to start tag "i"`],
  ['🏟 🏟&lt;<i    aba  =  ', 'Unclosed start tag "i" at byte offset 13'],
  ['🏟 🏟&lt;<i    aba  =  190azAz-.,', 'Unexpected end of name token at byte offset 27'],
  ['🏟 🏟&lt;<i    aba  =  "&lt;&gt;&quot;>', 'Unclosed start tag at byte offset 13'],
  ['🏟 🏟&lt;</', 'Unexpected end tag at byte offset 13'],
  ['🏟 🏟&lt;<b></b></', 'Unexpected end tag at byte offset 20'],
  ['🏟 🏟&lt;<i>a</i   ', 'Unclosed end tag at byte offset 17'],
  ['🏟 🏟&lt;<i>a</em   >', 'Unmatched end tag at byte offset 17, expected "</i>", found "</em>"'],
  ['<span>x</span>', 'Tag "span" must have class "tg-spoiler" at byte offset 0'],
  [
    '&#57311;',
    'Text contains invalid Unicode characters after decoding HTML entities, check for unmatched surrogate code units',
  ],
])('%s is refused in Telegram’s words', (html, problem) => {
  expect(() => parseHtml(html)).toThrow(`Bad Request: can't parse entities: ${problem}`);
});
