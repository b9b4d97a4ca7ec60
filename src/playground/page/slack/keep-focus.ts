import { whenLetGo } from '../when-let-go.ts';

/** Draws a part anew, and puts the focus and the caret back on what stands in the place of what had them. */
export function keepFocus(part: HTMLElement, draw: () => void): void {
  whenLetGo(part, () => {
    const restore = rememberFocus(part);
    draw();
    restore();
  });
}

/** @returns what puts the focus back, also when its place was drawn anew meanwhile; nothing when it was elsewhere */
export function rememberFocus(part: HTMLElement): () => void {
  const focused = document.activeElement;
  if (!(focused instanceof HTMLElement) || focused === part || !part.contains(focused)) return () => {};
  const selectors = selectorsOf(focused, part);
  const [start, end] = isTyped(focused) ? [focused.selectionStart, focused.selectionEnd] : [];
  return () => {
    if (part.contains(focused)) {
      focused.focus(); // it may have been moved, which costs it the focus
      return;
    }
    const found = selectors.map(selector => part.querySelector<HTMLElement>(selector)).find(each => each !== null);
    (found ?? part).focus();
    if (found && isTyped(found) && typeof start === 'number') found.setSelectionRange(start, end ?? start);
  };
}

/** What is named around it, outermost first, and what it is itself; once more without the block, whose id may be new. */
function selectorsOf(focused: HTMLElement, part: HTMLElement): string[] {
  const names: string[] = [];
  for (let at: HTMLElement | null = focused; at !== null && at !== part; at = at.parentElement) {
    for (const name of ['data-action-id', 'data-block-id', 'data-key']) {
      const value = at.getAttribute(name);
      if (value !== null) names.unshift(`[${name}="${CSS.escape(value)}"]`);
    }
  }
  if (names.length === 0) return [];
  const isNamed = focused.matches('[data-action-id], [data-key]');
  const whole = isNamed ? names : [...names, `${focused.localName}${ownSelector(focused)}`];
  return [whole.join(' '), whole.filter(name => !name.startsWith('[data-block-id')).join(' ')];
}

/** Tells apart what stands beside each other: the marks of a group, the tools of a message. */
function ownSelector(focused: HTMLElement): string {
  const isMark = focused instanceof HTMLInputElement && /^(radio|checkbox)$/.test(focused.type);
  if (isMark) return `[value="${CSS.escape(focused.value)}"]`;
  return focused.ariaLabel && focused.localName === 'button' ? `[aria-label="${CSS.escape(focused.ariaLabel)}"]` : '';
}

function isTyped(element: HTMLElement): element is HTMLInputElement | HTMLTextAreaElement {
  return (
    element instanceof HTMLTextAreaElement || (element instanceof HTMLInputElement && /^(text|url)$/.test(element.type))
  );
}
