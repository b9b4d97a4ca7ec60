import type { RichTextBlock } from '../../../slack/block-kit/rich-text.ts';
import type { Names } from '../names.ts';
import { drawPassages } from '../text/draw-text.ts';
import type { Inline, Passage } from '../text/inline.ts';

type Part = RichTextBlock['elements'][number];
type Piece = Extract<Part, { type: 'rich_text_section' }>['elements'][number];

/** What people type, and what apps write as rich text. */
export function drawRichText(block: RichTextBlock, names: Names): DocumentFragment {
  return drawPassages(block.elements.map(passageOf), names);
}

function passageOf(part: Part): Passage {
  switch (part.type) {
    case 'rich_text_section':
      return { kind: 'words', inlines: part.elements.map(inlineOf) };
    case 'rich_text_quote':
      return { kind: 'quote', inlines: part.elements.map(inlineOf) };
    case 'rich_text_preformatted':
      return { kind: 'code', text: part.elements.map(each => each.text ?? ('url' in each ? each.url : '')).join('') };
    case 'rich_text_list':
      return {
        kind: 'list',
        ordered: part.style === 'ordered',
        indent: part.indent ?? 0,
        first: (part.offset ?? 0) + 1,
        items: part.elements.map(item => item.elements.map(inlineOf)),
      };
  }
}

function inlineOf(piece: Piece): Inline {
  const { bold, italic, strike, underline, code } = piece.style ?? {};
  let inline = bare(piece, code === true);
  if (strike) inline = { kind: 's', inlines: [inline] };
  if (underline) inline = { kind: 'u', inlines: [inline] };
  if (italic) inline = { kind: 'em', inlines: [inline] };
  if (bold) inline = { kind: 'strong', inlines: [inline] };
  return inline;
}

function bare(piece: Piece, isCode: boolean): Inline {
  switch (piece.type) {
    case 'text':
      return { kind: isCode ? 'code' : 'text', text: piece.text };
    case 'link':
      return {
        kind: 'link',
        url: piece.url,
        inlines: [{ kind: isCode ? 'code' : 'text', text: piece.text || piece.url }],
      };
    case 'user':
      return { kind: 'user', id: piece.user_id };
    case 'channel':
      return { kind: 'channel', id: piece.channel_id, name: piece.channel_id };
    case 'emoji':
      return { kind: 'emoji', name: piece.name };
    case 'broadcast':
      return { kind: 'broadcast', range: piece.range };
    case 'usergroup':
      return { kind: 'broadcast', range: piece.usergroup_id };
    case 'team':
      return { kind: 'broadcast', range: piece.team_id };
    case 'color':
      return { kind: 'code', text: piece.value };
    case 'date': {
      const { timestamp, format, fallback, url } = piece;
      return { kind: 'date', timestampSeconds: timestamp, format, fallback: fallback ?? '', url };
    }
  }
}
