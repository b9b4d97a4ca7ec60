import type { NumberedTrace } from '../numbered-trace.ts';
import { drawer } from './drawer.ts';
import { element } from './element.ts';
import { icon } from './icon.ts';
import { createInspector } from './inspector/inspector.ts';
import { showLayouts } from './layouts.ts';
import type { PanePart } from './pane.ts';
import { addressOf, post } from './post.ts';
import { createSlackPane } from './slack/slack-pane.ts';
import { createTelegramPane } from './telegram/telegram-pane.ts';
import { createTour, type PlaygroundTime } from './tour.ts';
import { createWhatsappPane } from './whatsapp/whatsapp-pane.ts';

const telegram = createTelegramPane();
const whatsapp = createWhatsappPane();
const slack = createSlackPane(0, 'Slack');
const secondSlack = createSlackPane(1, 'A second Slack');
const panes: PanePart[] = [telegram, whatsapp, slack, secondSlack];
const inspector = createInspector(byId('inspector'));
const tour = createTour(byId('tour'));

byId('panes').append(...panes.map(pane => pane.element));
showLayouts(
  [
    { name: 'telegram', label: telegram.label, panes: [telegram] },
    { name: 'whatsapp', label: whatsapp.label, panes: [whatsapp] },
    { name: 'slack', label: slack.label, panes: [slack] },
    { name: 'both', label: 'Telegram and Slack', panes: [telegram, slack] },
    { name: 'whatsapp-and-slack', label: 'WhatsApp and Slack', panes: [whatsapp, slack] },
    { name: 'two-caseworkers', label: 'Two caseworkers', panes: [slack, secondSlack] },
  ],
  byId('platforms'),
);

const toggle = byId('inspector-toggle');
toggle.append(icon('inside'), element('span', {}, 'Inspector'));
drawer(toggle, byId('inspector'));

const events = new EventSource(addressOf('events'));
events.addEventListener('state', ({ data }) => load(JSON.parse(data)));
events.addEventListener('error', () => {
  byId('connection').textContent = 'Reconnecting…';
});
events.addEventListener('trace', ({ data }) => inspector.add(JSON.parse(data)));
for (const pane of panes) events.addEventListener(pane.name, ({ data }) => pane.hear(JSON.parse(data)));
addEventListener('reload-state', () => void post('state'));

function load(state: { traces: NumberedTrace[]; time: PlaygroundTime; panes: Record<string, unknown> }): void {
  for (const pane of panes) pane.load(state.panes[pane.name]);
  inspector.load(state.traces);
  tour.show(state.time);
  byId('connection').textContent = '';
}

function byId(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`index.html has no element #${id}: add it there.`);
  return found;
}
