import type { FileInfo } from '../../../slack/wire.ts';
import { element } from '../../element.ts';
import { addressOf } from '../../post.ts';
import { glyph } from '../glyph.ts';

/** The files of a message: images as they are, everything else to be downloaded. */
export function drawFiles(files: FileInfo[]): HTMLElement | undefined {
  if (files.length === 0) return undefined;
  return element('div', { class: 'sl-files' }, ...files.map(drawFile));
}

function drawFile({ id, name, mimetype, size }: FileInfo): HTMLElement {
  const address = addressOf(`slack/files/${id}`);
  if (mimetype.startsWith('image/') && mimetype !== 'image/svg+xml') {
    return element('img', { class: 'sl-image', src: address, alt: name });
  }
  return element(
    'a',
    { class: 'sl-file', href: address, download: name },
    element('span', { class: 'sl-file-mark' }, glyph('clip')),
    element('span', {}, element('strong', { dir: 'auto' }, name), element('small', {}, `${Math.ceil(size / 1024)} KB`)),
  );
}
