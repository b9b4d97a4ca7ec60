/** Draws a part anew, and puts the focus and the caret back on what stands in the place of what had them. */
export function keepFocus(part: HTMLElement, draw: () => void): void {
  const focused = document.activeElement;
  if (!(focused instanceof HTMLElement) || !part.contains(focused)) {
    draw();
    return;
  }
  const path = selectorOf(focused, part);
  const caret = isTyped(focused) ? [focused.selectionStart, focused.selectionEnd] : [];
  draw();
  const found = path === undefined ? null : part.querySelector<HTMLElement>(path);
  (found ?? part).focus();
  const [start, end] = caret;
  if (found && isTyped(found) && typeof start === 'number') found.setSelectionRange(start, end ?? start);
}

/** By its own key, or as the kind of thing it is within the block or element that has an id. */
function selectorOf(focused: HTMLElement, part: HTMLElement): string | undefined {
  const keyed = focused.closest<HTMLElement>('[data-key], [data-action-id]');
  if (keyed === null || !part.contains(keyed)) return undefined;
  const block = keyed.closest<HTMLElement>('[data-block-id]')?.dataset.blockId;
  const { key, actionId } = keyed.dataset;
  const own =
    key === undefined ? `[data-action-id="${CSS.escape(actionId ?? '')}"]` : `[data-key="${CSS.escape(key)}"]`;
  const within = block === undefined || key !== undefined ? own : `[data-block-id="${CSS.escape(block)}"] ${own}`;
  if (keyed === focused) return within;
  const value =
    focused instanceof HTMLInputElement && focused.type !== 'text' ? `[value="${CSS.escape(focused.value)}"]` : '';
  return `${within} ${focused.localName}${/radio|checkbox/.test(focused.getAttribute('type') ?? '') ? value : ''}`;
}

function isTyped(element: HTMLElement): element is HTMLInputElement | HTMLTextAreaElement {
  return (
    element instanceof HTMLTextAreaElement || (element instanceof HTMLInputElement && /^(text|url)$/.test(element.type))
  );
}
