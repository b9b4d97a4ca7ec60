import { element } from '../element.ts';

const marks =
  /(?<![\p{L}\p{N}])(?:\*(?=\S)([^*\n]*?\S)\*|_(?=[^\s\u2060])([^_\n]*?\S)_|~(?=[^\s\u2060])([^~\n]*?\S)~)(?![\p{L}\p{N}])/gu;
const tags = ['strong', 'em', 's'] as const;

/** A text with WhatsApp's marks read (https://faq.whatsapp.com/539178204879377). */
export function whatsappText(text: string): HTMLElement {
  const root = element('span');
  let from = 0;
  for (const match of text.matchAll(marks)) {
    const [, ...inside] = match;
    const kind = inside.findIndex(words => words !== undefined);
    root.append(text.slice(from, match.index), element(tags[kind] ?? 'strong', {}, inside[kind] ?? ''));
    from = match.index + match[0].length;
  }
  root.append(text.slice(from));
  return root;
}
