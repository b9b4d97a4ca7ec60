import type { Block } from '../../../slack/block-kit/blocks.ts';
import type { View } from '../../../slack/wire.ts';
import { element } from '../../element.ts';
import { drawBlocks } from '../blocks/draw-blocks.ts';
import { Form } from '../blocks/form.ts';
import { placeIn } from '../blocks/place-in.ts';
import { refusalWords } from '../calls.ts';
import type { Client } from '../client.ts';
import { glyph } from '../glyph.ts';
import { keepFocus } from '../keep-focus.ts';
import { drawLabel } from '../text/draw-text-object.ts';
import { showErrors } from './show-errors.ts';

/** What the server makes of a form that was sent. */
type Submission =
  | { kind: 'closed' | 'cleared' | 'updated' | 'pushed' }
  | { kind: 'errors'; errors: Record<string, string> }
  | { kind: 'trouble'; reason: string };

export interface Modal {
  element: HTMLElement;
  /** @param depth how many modals lie upon each other, this one included */
  show(view: View, depth: number): void;
  /** What gets the focus when it appears. */
  first(): HTMLElement | null;
}

/** One view of an app (https://docs.slack.dev/surfaces/modals): its title, its blocks, and how to send or leave it. */
export function createModal(client: Client, titleId: string, close: (all: boolean) => Promise<void>): Modal {
  const form = new Form();
  let hash = '';
  let focusOnLoad: string | undefined;
  const title = element('h2', { id: titleId, dir: 'auto' });
  const back = quiet('back', 'Back', () => close(false));
  const cross = quiet('cross', 'Close', () => close(true));
  const trouble = element('p', { class: 'sl-trouble', role: 'alert', hidden: true });
  const body = element('div', { class: 'sl-modal-body', tabindex: -1 });
  const leave = element('button', {
    type: 'button',
    class: 'sl-button',
    dir: 'auto',
    onclick: () => void close(false),
  });
  const send = element('button', { type: 'submit', class: 'sl-button sl-button-primary', dir: 'auto' });
  const root = element(
    'form',
    { class: 'sl-modal-form', novalidate: true },
    element('header', { class: 'sl-modal-head' }, back, title, cross),
    trouble,
    body,
    element('footer', { class: 'sl-dialog-foot' }, leave, send),
  );

  root.addEventListener('submit', event => {
    event.preventDefault();
    if (!send.hidden && !send.disabled) void submit();
  });

  function setSending(isSending: boolean): void {
    root.classList.toggle('sl-sending', isSending);
    root.setAttribute('aria-busy', String(isSending));
    send.classList.toggle('sl-waiting', isSending);
    send.setAttribute('aria-disabled', String(isSending));
  }

  async function submit(): Promise<void> {
    if (root.classList.contains('sl-sending')) return;
    setSending(true);
    trouble.hidden = true;
    showErrors(body, {});
    const answer = await client.calls.do<Submission>('submit', { filled: form.filled() });
    setSending(false);
    if (answer?.kind === 'errors') showErrors(body, answer.errors);
    if (answer?.kind !== 'trouble') return;
    trouble.replaceChildren(glyph('warning'), `We had some trouble connecting. ${refusalWords(answer.reason)}`);
    trouble.hidden = false;
  }

  return {
    element: root,
    show(view, depth) {
      back.hidden = depth < 2;
      if (hash === view.hash) return;
      hash = view.hash;
      const names = client.names();
      const isShown = (blockId: string) => view.blocks.some(({ block_id }) => block_id === blockId);
      form.load(view.state.values);
      form.keepOnly(isShown);
      title.replaceChildren(drawLabel(view.title, names));
      leave.replaceChildren(...(view.close ? [drawLabel(view.close, names)] : [view.submit ? 'Cancel' : 'Close']));
      send.hidden = view.submit === null;
      send.disabled = view.submit_disabled;
      if (view.submit) send.replaceChildren(drawLabel(view.submit, names));
      keepFocus(body, () => body.replaceChildren(drawBlocks(view.blocks, placeIn(client, 'modal', view.blocks, form))));
      focusOnLoad = view.blocks.flatMap(focusedIn)[0];
    },
    first: () =>
      (focusOnLoad === undefined
        ? null
        : fieldOf(body.querySelector(`[data-action-id="${CSS.escape(focusOnLoad)}"]`))) ??
      body.querySelector<HTMLElement>('input, textarea') ??
      body.querySelector<HTMLElement>('button, a') ??
      (send.hidden ? leave : send),
  };
}

function quiet(name: 'back' | 'cross', label: string, act: () => Promise<void>): HTMLButtonElement {
  const attributes = {
    type: 'button',
    class: 'sl-quiet',
    'aria-label': label,
    title: label,
    onclick: () => void act(),
  };
  return element('button', attributes, glyph(name));
}

/** The element that the app wants to have the focus. */
function focusedIn(block: Block): string[] {
  if (block.type !== 'input' && block.type !== 'actions') return [];
  const all = block.type === 'input' ? [block.element] : block.elements;
  return all.flatMap(each => ('focus_on_load' in each && each.focus_on_load ? [each.action_id] : []));
}

function fieldOf(drawn: Element | null): HTMLElement | null {
  if (!(drawn instanceof HTMLElement)) return null;
  return drawn.matches('input, textarea, button') ? drawn : drawn.querySelector('input, textarea, button');
}
