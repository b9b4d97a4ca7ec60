import { checkView } from '../block-kit/check-view.ts';
import { problem } from '../block-kit/problems.ts';
import { SlackError } from '../slack-error.ts';
import type { View } from '../wire.ts';
import type { Call, Methods } from './method.ts';

/** Modals and Home tabs: https://docs.slack.dev/surfaces */
export const viewMethods: Methods = {
  'views.open': {
    tier: 4,
    scopes: [],
    run(call) {
      const definition = checkView(call.given.json('view'), 'modal');
      const { userId } = call.world.triggers.exchange(call.given.required('trigger_id'));
      return told(call, call.world.views.open(userId, definition), userId);
    },
  },

  'views.push': {
    tier: 4,
    scopes: [],
    run(call) {
      const { world, given } = call;
      const definition = checkView(given.json('view'), 'modal');
      const { userId, viewId, fromHome } = world.triggers.exchange(given.required('trigger_id'));
      if (fromHome) {
        const words = "must match the `type` of the root view whose stack we're pushing onto";
        throw new SlackError('invalid_arguments', { problems: [problem(words, ['view', 'type'])] });
      }
      const isOpen = world.views.stackOf(userId).some(({ id }) => id === viewId);
      if (!isOpen) throw new SlackError('not_found');
      return told(call, world.views.push(userId, definition), userId);
    },
  },

  'views.update': {
    tier: 4,
    scopes: [],
    run(call) {
      const { world, given } = call;
      const [id, externalId] = [given.text('view_id'), given.text('external_id')];
      if ((id === undefined) === (externalId === undefined)) throw new SlackError('invalid_arguments');
      const found = world.views.find(id === undefined ? { externalId: externalId ?? '' } : { id });
      if (found === undefined) throw new SlackError('not_found');
      const definition = checkView(given.json('view'), found.view.type);
      return told(call, world.views.replace(found.view, definition, given.text('hash')), found.userId);
    },
  },

  'views.publish': {
    tier: 4,
    scopes: [],
    run(call) {
      const { world, given } = call;
      const userId = given.required('user_id');
      if (!world.users.has(userId)) throw new SlackError('user_not_found');
      if (!world.app.manifest.homeTab) throw new SlackError('not_enabled');
      const definition = checkView(given.json('view'), 'home');
      return told(call, world.views.publish(userId, definition, given.text('hash')), userId);
    },
  },
};

function told({ world }: Call, view: View, userId: string): { view: View } {
  world.events.emit('view', view, userId);
  return { view };
}
