import type { Block } from '../../../slack/block-kit/blocks.ts';
import { element } from '../../element.ts';
import { icon } from '../../icon.ts';
import { addressOf } from '../../post.ts';
import type { Names } from '../names.ts';
import { drawLabel } from '../text/draw-text-object.ts';

type Image = Pick<Extract<Block, { type: 'image' }>, 'alt_text' | 'image_url' | 'slack_file'>;

/** A title above, as Slack has it, and the image below. */
export function drawImageBlock(block: Extract<Block, { type: 'image' }>, names: Names): HTMLElement {
  const caption = block.title && element('figcaption', { dir: 'auto' }, drawLabel(block.title, names));
  return element('figure', { class: 'sl-figure' }, caption, drawImage(block, 'sl-image'));
}

/** An image of this workspace. One from elsewhere is not fetched, since the page asks nobody: a link stands for it. */
export function drawImage({ alt_text: alt, image_url: url, slack_file: file }: Image, name: string): HTMLElement {
  const id = file?.id ?? /\/files-pri\/([A-Z0-9]+)\//.exec(file?.url ?? url ?? '')?.[1];
  if (id !== undefined) return element('img', { class: name, src: addressOf(`slack/files/${id}`), alt });
  if (url === undefined || !/^https?:/i.test(url)) return element('span', { class: `${name} sl-no-image` }, alt);
  return element(
    'a',
    { class: `${name} sl-no-image`, href: url, target: '_blank', rel: 'noreferrer', title: `${alt} (${url})` },
    icon('photo'),
    element('span', { dir: 'auto' }, alt),
  );
}
