import { element } from '../element.ts';

const shownMs = 5000;

/** A few words over the chat, read out and gone by themselves; a press sends them away at once. */
export function createToast(): { element: HTMLElement; show(words: string): void } {
  let hide: ReturnType<typeof setTimeout> | undefined;
  const root = element('output', { class: 'toast', dir: 'auto' });
  const clear = () => root.replaceChildren();
  root.addEventListener('click', clear);
  return {
    element: root,
    show(words) {
      clearTimeout(hide);
      root.textContent = words;
      hide = setTimeout(clear, shownMs);
    },
  };
}
