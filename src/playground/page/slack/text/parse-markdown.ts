import type { Inline, Passage } from './inline.ts';

const inlineMarks =
  /`([^`\n]+)`|\[([^\]\n]+)\]\(([^)\s]+)\)|\*\*(?=\S)(.+?)\*\*|__(?=\S)(.+?)__|~~(?=\S)(.+?)~~|\*(?=\S)([^*\n]+)\*|(?<!\w)_(?=\S)([^_\n]+)_(?!\w)|:([a-z0-9_+'-]+):/g;
const fence = /^```\w*\n([\s\S]*?)\n?```$/m;
const item = /^(\s*)(?:[-*+]|(\d+)[.)])\s+(.*)$/;

/** The common Markdown of a `markdown` block (https://docs.slack.dev/reference/block-kit/blocks/markdown-block). */
export function parseMarkdown(text: string): Passage[] {
  return text
    .split(fence)
    .flatMap((piece, index): Passage[] => (index % 2 === 1 ? [{ kind: 'code', text: piece }] : lines(piece)));
}

function lines(text: string): Passage[] {
  const passages: Passage[] = [];
  for (const line of text.split('\n')) {
    const last = passages.at(-1);
    const [, indent = '', number, words] = item.exec(line) ?? [];
    const quoted = /^>\s?(.*)$/.exec(line)?.[1];
    const heading = /^#{1,6}\s+(.*)$/.exec(line)?.[1];
    if (words !== undefined) {
      const list = { kind: 'list' as const, ordered: number !== undefined, indent: Math.floor(indent.length / 2) };
      const goesOn = last?.kind === 'list' && last.ordered === list.ordered && last.indent === list.indent;
      if (goesOn) last.items.push(parseInlines(words));
      else passages.push({ ...list, first: Number(number ?? 1), items: [parseInlines(words)] });
    } else if (heading !== undefined) passages.push({ kind: 'heading', inlines: parseInlines(heading) });
    else if (line.trim() === '') passages.push({ kind: 'words', inlines: [] });
    else {
      const kind = quoted === undefined ? 'words' : 'quote';
      const inlines = parseInlines(quoted ?? line);
      if (last?.kind === kind && last.inlines.length > 0) last.inlines.push({ kind: 'text', text: '\n' }, ...inlines);
      else passages.push({ kind, inlines });
    }
  }
  return passages.filter(passage => !('inlines' in passage) || passage.inlines.length > 0);
}

function parseInlines(text: string): Inline[] {
  const inlines: Inline[] = [];
  let from = 0;
  const say = (words: string) => {
    if (words !== '') inlines.push({ kind: 'text', text: words });
  };
  for (const {
    index,
    0: whole,
    1: code,
    2: label,
    3: url,
    4: stars,
    5: bars,
    6: struck,
    7: star,
    8: bar,
    9: emoji,
  } of text.matchAll(inlineMarks)) {
    say(text.slice(from, index));
    const strong = stars ?? bars;
    const em = star ?? bar;
    if (code) inlines.push({ kind: 'code', text: code });
    else if (label && url) inlines.push({ kind: 'link', url, inlines: parseInlines(label) });
    else if (strong) inlines.push({ kind: 'strong', inlines: parseInlines(strong) });
    else if (struck) inlines.push({ kind: 's', inlines: parseInlines(struck) });
    else if (em) inlines.push({ kind: 'em', inlines: parseInlines(em) });
    else if (emoji) inlines.push({ kind: 'emoji', name: emoji });
    from = index + whole.length;
  }
  say(text.slice(from));
  return inlines;
}
