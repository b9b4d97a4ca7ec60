import type { NumberedTrace } from '../numbered-trace.ts';
import { drawer } from './drawer.ts';
import { element } from './element.ts';
import { icon } from './icon.ts';
import { createInspector } from './inspector/inspector.ts';
import type { PanePart } from './pane.ts';
import { addressOf } from './post.ts';
import { createTelegramPane } from './telegram/telegram-pane.ts';

const panes: PanePart[] = [createTelegramPane()];
const inspector = createInspector(byId('inspector'));

byId('panes').append(...panes.map(pane => pane.element));
showSwitch(panes, byId('platforms'));

const toggle = byId('inspector-toggle');
toggle.append(icon('inside'), element('span', {}, 'Inspector'));
drawer(toggle, byId('inspector'));

const events = new EventSource(addressOf('events'));
events.addEventListener('ready', reload);
events.addEventListener('error', () => {
  byId('connection').textContent = 'Reconnecting…';
});
events.addEventListener('trace', ({ data }) => inspector.add(JSON.parse(data)));
for (const pane of panes) events.addEventListener(pane.name, ({ data }) => pane.hear(JSON.parse(data)));
addEventListener('reload-state', reload);

async function reload(): Promise<void> {
  const response = await fetch(addressOf('state'));
  const state = (await response.json()) as { traces: NumberedTrace[]; panes: Record<string, unknown> };
  for (const pane of panes) pane.load(state.panes[pane.name]);
  inspector.load(state.traces);
  byId('connection').textContent = '';
}

/** With one platform there is nothing to switch. */
function showSwitch(all: PanePart[], place: HTMLElement): void {
  if (all.length < 2) return;
  const choose = (chosen: PanePart) => {
    for (const pane of all) pane.element.hidden = pane !== chosen;
    for (const button of place.children) {
      button.setAttribute('aria-pressed', String(button.textContent === chosen.label));
    }
  };
  place.append(...all.map(pane => element('button', { onclick: () => choose(pane) }, pane.label)));
  if (all[0]) choose(all[0]);
}

function byId(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`index.html has no element #${id}: add it there.`);
  return found;
}
