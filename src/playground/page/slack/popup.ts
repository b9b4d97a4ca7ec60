const gapPx = 4;
const edgePx = 8;

/**
 * Shows an element above everything else on the page, under its anchor or over it where there is more room, so that no
 * scrolling list or modal cuts it off.
 */
export function createPopup(anchor: HTMLElement, content: HTMLElement): { open(): void; close(): void } {
  content.popover = 'manual';
  content.classList.add('sl-popup');

  function position(): void {
    if (!anchor.isConnected) {
      close();
      return;
    }
    const at = anchor.getBoundingClientRect();
    const below = innerHeight - at.bottom - gapPx - edgePx;
    const above = at.top - gapPx - edgePx;
    const isBelow = below >= Math.min(content.scrollHeight, 260) || below >= above;
    content.style.maxHeight = `${Math.min(360, isBelow ? below : above)}px`;
    content.style.minWidth = `${at.width}px`;
    const width = content.offsetWidth;
    const start = getComputedStyle(anchor).direction === 'rtl' ? at.right - width : at.left;
    content.style.left = `${Math.max(edgePx, Math.min(start, innerWidth - width - edgePx))}px`;
    content.style.top = isBelow ? `${at.bottom + gapPx}px` : 'auto';
    content.style.bottom = isBelow ? 'auto' : `${innerHeight - at.top + gapPx}px`;
  }

  function close(): void {
    if (content.isConnected && content.matches(':popover-open')) content.hidePopover();
    removeEventListener('scroll', position, true);
    removeEventListener('resize', close);
  }

  return {
    open() {
      if (!content.matches(':popover-open')) content.showPopover();
      position();
      addEventListener('scroll', position, true);
      addEventListener('resize', close);
    },
    close,
  };
}
