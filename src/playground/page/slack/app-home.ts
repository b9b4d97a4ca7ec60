import { element } from '../element.ts';
import { drawBlocks } from './blocks/draw-blocks.ts';
import { Form } from './blocks/form.ts';
import { placeIn } from './blocks/place-in.ts';
import type { Client } from './client.ts';
import { keepFocus } from './keep-focus.ts';

/** What the app shows a person in its Home tab (https://docs.slack.dev/surfaces/app-home). */
export function createAppHome(client: Client): { element: HTMLElement; render(): void } {
  const forms = new Map<string, Form>();
  const body = element('div', { class: 'sl-home-body' });
  const root = element('div', { class: 'sl-home', tabindex: 0, role: 'region' }, body);
  let shown = '';

  return {
    element: root,
    render() {
      const userId = client.personId();
      const { app } = client.store.view;
      const { home } = client.store.screen(userId);
      const now = `${userId}/${home?.hash}/${app.isConnected}`;
      if (now === shown) return;
      shown = now;
      root.setAttribute('aria-label', `Home of ${client.names().person(userId)}`);
      if (home === undefined) {
        body.replaceChildren(
          element(
            'div',
            { class: 'sl-empty' },
            element('h3', {}, `This is where ${app.name} will be at home`),
            element(
              'p',
              {},
              app.isConnected
                ? 'It has not shown anything here yet.'
                : 'No app is connected to this Slack yet. When one is, it shows its Home here.',
            ),
          ),
        );
        return;
      }
      const form = forms.get(userId) ?? new Form();
      forms.set(userId, form);
      form.load(home.state.values);
      form.keepOnly(blockId => home.blocks.some(({ block_id }) => block_id === blockId));
      const place = placeIn(client, 'home', home.blocks, form);
      keepFocus(body, () => body.replaceChildren(drawBlocks(home.blocks, place)));
    },
  };
}
