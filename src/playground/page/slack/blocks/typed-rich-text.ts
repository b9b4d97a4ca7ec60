import type { RichTextBlock, TypedRichText } from '../../../slack/block-kit/rich-text.ts';
import type { Inline } from '../text/inline.ts';
import { parseMrkdwn } from '../text/parse-mrkdwn.ts';

type Part = RichTextBlock['elements'][number];
type Piece = Extract<Part, { type: 'rich_text_section' }>['elements'][number];
type Style = Exclude<Piece['style'], undefined>;

/** What somebody typed, with Slack's marks, as the rich text that its client makes of it: `*bold*` is bold. */
export function richOf(typed: string): TypedRichText {
  const escaped = typed.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const elements = parseMrkdwn(escaped).map((passage): Part => {
    switch (passage.kind) {
      case 'code':
        return { type: 'rich_text_preformatted', elements: [{ type: 'text', text: passage.text }] };
      case 'quote':
        return { type: 'rich_text_quote', elements: passage.inlines.flatMap(inline => pieces(inline, {})) };
      default:
        return {
          type: 'rich_text_section',
          elements: 'inlines' in passage ? passage.inlines.flatMap(inline => pieces(inline, {})) : [],
        };
    }
  });
  return { type: 'rich_text', elements };
}

/** The words alone. */
export function plainOf({ elements }: TypedRichText): string {
  return elements
    .map(part => ('elements' in part ? part.elements.map(words).join(part.type === 'rich_text_list' ? '\n' : '') : ''))
    .join('\n');
}

function words(piece: { text?: string | undefined; url?: string | undefined } | { elements: Piece[] }): string {
  if ('elements' in piece) return piece.elements.map(each => words(each as { text?: string })).join('');
  return piece.text ?? piece.url ?? '';
}

function pieces(inline: Inline, style: Style): Piece[] {
  const styled = Object.keys(style).length > 0 ? { style } : {};
  switch (inline.kind) {
    case 'text':
      return [{ type: 'text', text: inline.text, ...styled }];
    case 'code':
      return [{ type: 'text', text: inline.text, style: { ...style, code: true } }];
    case 'emoji':
      return [{ type: 'emoji', name: inline.name, ...styled }];
    case 'strong':
      return inline.inlines.flatMap(inner => pieces(inner, { ...style, bold: true }));
    case 'em':
      return inline.inlines.flatMap(inner => pieces(inner, { ...style, italic: true }));
    case 's':
      return inline.inlines.flatMap(inner => pieces(inner, { ...style, strike: true }));
    default:
      return [];
  }
}
