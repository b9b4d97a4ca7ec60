import type { Block } from '../../../slack/block-kit/blocks.ts';
import type { Option } from '../../../slack/block-kit/composition.ts';
import type { PlaceView } from '../../../slack/slack-view.ts';
import type { Client } from '../client.ts';
import type { BlockPlace } from './block-place.ts';
import type { Form } from './form.ts';

/** A message, modal or Home tab of a client as its blocks need it. */
export function placeIn(client: Client, at: PlaceView, blocks: Block[], form: Form): BlockPlace {
  const { calls, store } = client;
  const name = typeof at === 'string' ? at : at.ts.replace('.', '-');
  const isForm = (blockId: string) =>
    blocks.some(block => block.block_id === blockId && block.type === 'input' && !block.dispatch_action);
  // What a message holds is its client's own; the app would be told of it once more.
  const filled = () => form.filled().filter(({ blockId }) => typeof at === 'string' || isForm(blockId));
  return {
    surface: typeof at === 'string' ? at : 'message',
    idPrefix: `${client.idPrefix}-${name}`,
    names: client.names(),
    form,
    people: () => store.view.people,
    rooms: client.rooms,
    confirm: client.confirm,
    async tell({ block, element }, given) {
      const where = { at, block, actionId: element.action_id, filled: filled() };
      await (given === undefined ? calls.ask('press', where) : calls.ask('choose', { ...where, given }));
    },
    async suggest({ block, element }, typed) {
      const where = { at, block, actionId: element.action_id, filled: filled() };
      return (await calls.do<Option[]>('suggest', { ...where, typed })) ?? [];
    },
    async attach({ element }, files) {
      const form = new FormData();
      form.set('actionId', element.action_id);
      for (const file of files) form.append('file', file);
      await calls.send('attach', form);
    },
  };
}
