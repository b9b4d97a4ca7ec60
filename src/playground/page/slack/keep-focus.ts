/** Draws a part anew, and puts the focus and the caret back on what stands in the place of what had them. */
export function keepFocus(part: HTMLElement, draw: () => void): void {
  const focused = document.activeElement;
  if (!(focused instanceof HTMLElement) || !part.contains(focused)) {
    draw();
    return;
  }
  const selectors = selectorsOf(focused, part);
  const caret = isTyped(focused) ? [focused.selectionStart, focused.selectionEnd] : [];
  draw();
  if (part.contains(focused)) {
    focused.focus(); // it was moved, which costs it the focus
    return;
  }
  const found = selectors.map(selector => part.querySelector<HTMLElement>(selector)).find(each => each !== null);
  (found ?? part).focus();
  const [start, end] = caret;
  if (found && isTyped(found) && typeof start === 'number') found.setSelectionRange(start, end ?? start);
}

/** By its own key, or as the same kind of thing within the element of the same name: in its block, or else anywhere. */
function selectorsOf(focused: HTMLElement, part: HTMLElement): string[] {
  const named = focused.closest<HTMLElement>('[data-key], [data-action-id]');
  if (named === null || !part.contains(named)) return [];
  const { key, actionId = '' } = named.dataset;
  const own = key === undefined ? `[data-action-id="${CSS.escape(actionId)}"]` : `[data-key="${CSS.escape(key)}"]`;
  const kind = named === focused ? '' : ` ${focused.localName}${valueSelector(focused)}`;
  const block = key === undefined && named.closest<HTMLElement>('[data-block-id]')?.dataset.blockId;
  const anywhere = `${own}${kind}`;
  return block ? [`[data-block-id="${CSS.escape(block)}"] ${anywhere}`, anywhere] : [anywhere];
}

/** Tells the marks of one group apart. */
function valueSelector(focused: HTMLElement): string {
  const isMark = focused instanceof HTMLInputElement && /^(radio|checkbox)$/.test(focused.type);
  return isMark ? `[value="${CSS.escape(focused.value)}"]` : '';
}

function isTyped(element: HTMLElement): element is HTMLInputElement | HTMLTextAreaElement {
  return (
    element instanceof HTMLTextAreaElement || (element instanceof HTMLInputElement && /^(text|url)$/.test(element.type))
  );
}
