import { element } from '../../element.ts';
import type { Names } from '../names.ts';
import { emojiFor } from './emoji.ts';
import { formatDate } from './format-date.ts';
import type { Inline, Passage } from './inline.ts';

/** Words with their markup as elements; whatever people wrote is set as text, never as HTML. */
export function drawPassages(passages: Passage[], names: Names): DocumentFragment {
  const fragment = document.createDocumentFragment();
  fragment.append(...passages.map(passage => drawPassage(passage, names)));
  return fragment;
}

function drawPassage(passage: Passage, names: Names): HTMLElement {
  switch (passage.kind) {
    case 'words':
      return element('p', { class: 'sl-words', dir: 'auto' }, drawInlines(passage.inlines, names));
    case 'heading':
      return element('p', { class: 'sl-words sl-heading', dir: 'auto' }, drawInlines(passage.inlines, names));
    case 'quote':
      return element('blockquote', { class: 'sl-words', dir: 'auto' }, drawInlines(passage.inlines, names));
    case 'code':
      return element('pre', { class: 'sl-code', tabindex: 0 }, passage.text);
    case 'list': {
      const items = passage.items.map(item => element('li', {}, drawInlines(item, names)));
      const attributes = { dir: 'auto', class: `sl-list sl-indent-${Math.min(passage.indent, 4)}` };
      if (!passage.ordered) return element('ul', attributes, ...items);
      return element('ol', { ...attributes, start: passage.first }, ...items);
    }
  }
}

export function drawInlines(inlines: Inline[], names: Names): DocumentFragment {
  const fragment = document.createDocumentFragment();
  fragment.append(...inlines.map(inline => drawInline(inline, names)));
  return fragment;
}

function drawInline(inline: Inline, names: Names): Node | string {
  switch (inline.kind) {
    case 'text':
      return inline.text;
    case 'code':
      return element('code', {}, inline.text);
    case 'link':
      return link(inline.url, drawInlines(inline.inlines, names));
    case 'user':
      return mention(`@${names.person(inline.id)}`, names.isOwn(inline.id));
    case 'channel':
      return mention(`#${names.channel(inline.id) ?? inline.name}`, false);
    case 'broadcast':
      return mention(`@${inline.range}`, true);
    case 'emoji':
      return emoji(inline.name);
    case 'date': {
      const words = formatDate(inline.timestampSeconds, inline.format, inline.fallback);
      return inline.url ? link(inline.url, words) : words;
    }
    default:
      return element(inline.kind, {}, drawInlines(inline.inlines, names));
  }
}

/** An emoji that a screen reader calls by its name; one that is not known stays as it was written. */
export function emoji(name: string): Node {
  const character = emojiFor(name);
  if (character === undefined) return new Text(`:${name}:`);
  return element('span', { class: 'sl-emoji', role: 'img', 'aria-label': name.replaceAll('_', ' ') }, character);
}

function mention(words: string, isOwn: boolean): HTMLElement {
  return element('span', { class: isOwn ? 'sl-mention sl-mention-own' : 'sl-mention', dir: 'auto' }, words);
}

function link(address: string, words: Node | string): HTMLElement {
  if (!/^(https?|mailto|tel):/i.test(address)) return element('span', {}, words);
  return element('a', { href: address, target: '_blank', rel: 'noreferrer' }, words);
}
