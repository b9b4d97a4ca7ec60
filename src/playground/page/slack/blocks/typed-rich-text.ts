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

/** The other way round: what somebody would type to get this. */
export function typedOf({ elements }: TypedRichText): string {
  return elements.map(part => typedPart(part)).join('\n');
}

function typedPart(part: Part): string {
  switch (part.type) {
    case 'rich_text_section':
      return part.elements.map(typedPiece).join('');
    case 'rich_text_quote':
      return `> ${part.elements.map(typedPiece).join('')}`;
    case 'rich_text_preformatted':
      return `\`\`\`${part.elements.map(typedPiece).join('')}\`\`\``;
    case 'rich_text_list':
      return part.elements.map(item => `• ${item.elements.map(typedPiece).join('')}`).join('\n');
  }
}

function typedPiece(piece: Piece): string {
  const { bold, italic, strike, code } = piece.style ?? {};
  const bare =
    piece.type === 'emoji' ? `:${piece.name}:` : 'text' in piece ? piece.text : 'url' in piece ? piece.url : '';
  const marks = [code && '`', strike && '~', italic && '_', bold && '*'].filter(mark => typeof mark === 'string');
  return marks.reduce((words, mark) => `${mark}${words}${mark}`, bare ?? '');
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
