import type { MessageEntity } from '../../telegram/wire.ts';
import { element } from '../element.ts';

/** The words of a message with its entities as elements; entities nest, outer first. */
export function richText(text: string, entities: MessageEntity[] = []): DocumentFragment {
  const fragment = document.createDocumentFragment();
  append(fragment, text, entities, 0, text.length);
  return fragment;
}

function append(parent: Node, text: string, entities: MessageEntity[], start: number, end: number): void {
  let at = start;
  let rest = entities;
  while (rest[0]) {
    const [entity, ...others] = rest;
    const entityEnd = entity.offset + entity.length;
    parent.appendChild(new Text(text.slice(at, entity.offset)));
    const made = elementFor(entity, text.slice(entity.offset, entityEnd));
    const within = others.filter(other => other.offset < entityEnd);
    append(made, text, within, entity.offset, entityEnd);
    parent.appendChild(made);
    at = entityEnd;
    rest = others.slice(within.length);
  }
  parent.appendChild(new Text(text.slice(at, end)));
}

function elementFor(entity: MessageEntity, words: string): HTMLElement {
  switch (entity.type) {
    case 'bold':
      return element('strong');
    case 'italic':
      return element('em');
    case 'underline':
      return element('u');
    case 'strikethrough':
      return element('s');
    case 'code':
    case 'pre':
      return element('code');
    case 'blockquote':
    case 'expandable_blockquote':
      return element('blockquote');
    case 'text_link':
      return link(entity.url ?? words);
    case 'url':
      return link(/^https?:/i.test(words) ? words : `https://${words}`);
    case 'email':
      return link(`mailto:${words}`);
    default:
      return element('span', { class: `entity-${entity.type}` });
  }
}

function link(address: string): HTMLElement {
  const safe = /^(https?|mailto|tel|tg):/i.test(address);
  return safe ? element('a', { href: address, target: '_blank', rel: 'noreferrer' }) : element('span');
}
