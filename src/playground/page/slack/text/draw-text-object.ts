import type { Names } from '../names.ts';
import { drawInlines, drawPassages } from './draw-text.ts';
import type { Inline } from './inline.ts';
import { parseMrkdwn } from './parse-mrkdwn.ts';

/** https://docs.slack.dev/reference/block-kit/composition-objects/text-object */
export interface TextObject {
  type: 'plain_text' | 'mrkdwn';
  text: string;
  emoji?: boolean;
}

/** A text object that may run over several paragraphs. */
export function drawTextObject(text: TextObject, names: Names): DocumentFragment {
  if (text.type === 'mrkdwn') return drawPassages(parseMrkdwn(text.text), names);
  return drawPassages([{ kind: 'words', inlines: plainInlines(text) }], names);
}

/** The words of a button, a label or a choice: one run, whatever it is written in. */
export function drawLabel(text: TextObject, names: Names): DocumentFragment {
  if (text.type === 'plain_text') return drawInlines(plainInlines(text), names);
  const inlines = parseMrkdwn(text.text).flatMap(passage => ('inlines' in passage ? passage.inlines : []));
  return drawInlines(inlines, names);
}

function plainInlines({ text, emoji = true }: TextObject): Inline[] {
  if (!emoji) return [{ kind: 'text', text }];
  // Every second piece is what stood between the colons.
  return text
    .split(/:([a-z0-9_+'-]+):/)
    .map((piece, index): Inline => (index % 2 === 1 ? { kind: 'emoji', name: piece } : { kind: 'text', text: piece }));
}
