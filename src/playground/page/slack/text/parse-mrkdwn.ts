import type { Inline, Passage } from './inline.ts';
import { parseReference, unescaped } from './parse-reference.ts';

const word = '[\\p{L}\\p{N}]';
/** Something between two of a mark, neither of them within a word. `mark` is what stands in a set of characters. */
const marked = (mark: string, escaped = mark) =>
  `(?<!${word}|${escaped})${escaped}(?=[^\\s${mark}])([^${mark}\\n]*[^\\s${mark}])${escaped}(?!${word}|${escaped})`;
/** In the order of the cases below. */
const inlineMarks = new RegExp(
  ['`([^`\\n]+)`', '<([^<>\\n]+)>', marked('*', '\\*'), marked('_'), marked('~'), ":([a-z0-9_+'-]+):"].join('|'),
  'gu',
);
const fence = /```\n?([\s\S]+?)\n?```/;

/** Slack's own markup (https://docs.slack.dev/messaging/formatting-message-text). */
export function parseMrkdwn(text: string): Passage[] {
  // With a group in the pattern, every second piece is what stood between fences.
  return text
    .split(fence)
    .flatMap((piece, index): Passage[] =>
      index % 2 === 1 ? [{ kind: 'code', text: unescaped(piece) }] : lines(piece),
    );
}

/** Lines that begin with `>` are quoted, neighbours together. */
function lines(text: string): Passage[] {
  const passages: { kind: 'words' | 'quote'; lines: string[] }[] = [];
  for (const line of text.split('\n')) {
    const quoted = /^(?:&gt;|>) ?(.*)$/.exec(line);
    const kind = quoted ? 'quote' : 'words';
    const last = passages.at(-1);
    if (last?.kind === kind) last.lines.push(quoted?.[1] ?? line);
    else passages.push({ kind, lines: [quoted?.[1] ?? line] });
  }
  return passages.flatMap(({ kind, lines: all }) => {
    const words = all.join('\n').replace(/^\n|\n$/g, '');
    return words === '' ? [] : [{ kind, inlines: parseInlines(words) }];
  });
}

function parseInlines(text: string): Inline[] {
  const inlines: Inline[] = [];
  let from = 0;
  const say = (words: string) => {
    if (words !== '') inlines.push({ kind: 'text', text: unescaped(words) });
  };
  for (const { index, 0: whole, 1: code, 2: reference, 3: strong, 4: em, 5: struck, 6: emoji } of text.matchAll(
    inlineMarks,
  )) {
    say(text.slice(from, index));
    if (code) inlines.push({ kind: 'code', text: unescaped(code) });
    else if (reference) inlines.push(parseReference(reference));
    else if (strong) inlines.push({ kind: 'strong', inlines: parseInlines(strong) });
    else if (em) inlines.push({ kind: 'em', inlines: parseInlines(em) });
    else if (struck) inlines.push({ kind: 's', inlines: parseInlines(struck) });
    else if (emoji) inlines.push({ kind: 'emoji', name: emoji });
    from = index + whole.length;
  }
  say(text.slice(from));
  return inlines;
}
