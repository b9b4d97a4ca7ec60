import { element } from './element.ts';
import type { PanePart } from './pane.ts';

/** What is on the screen at once: one client, or two side by side. */
export interface Layout {
  /** In the address, so that a reload shows the same. */
  name: string;
  label: string;
  panes: PanePart[];
}

/** Lets one choose what is on the screen; the first layout is shown unless the address names another. */
export function showLayouts(layouts: Layout[], place: HTMLElement): void {
  const address = new URL(location.href);
  const buttons = layouts.map(layout => element('button', { onclick: () => choose(layout) }, layout.label));
  const all = new Set(layouts.flatMap(({ panes }) => panes));

  function choose(chosen: Layout): void {
    for (const pane of all) pane.element.hidden = !chosen.panes.includes(pane);
    for (const [index, button] of buttons.entries()) {
      button.setAttribute('aria-pressed', String(layouts[index] === chosen));
    }
    document.body.classList.toggle('two-panes', chosen.panes.length > 1);
    document.querySelector('.skip')?.setAttribute('href', `#${chosen.panes[0]?.fieldId ?? 'message'}`);
    if (chosen === layouts[0]) address.searchParams.delete('show');
    else address.searchParams.set('show', chosen.name);
    history.replaceState(null, '', address);
    dispatchEvent(new Event('layout'));
  }

  for (const [index, layout] of layouts.entries()) buttons[index]?.classList.toggle('for-two', layout.panes.length > 1);
  place.append(...buttons);
  const first = layouts.find(({ name }) => name === address.searchParams.get('show')) ?? layouts[0];
  if (first) choose(first);
}
