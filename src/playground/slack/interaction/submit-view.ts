import { z } from 'zod';
import { checkView } from '../block-kit/check-view.ts';
import { elementsOf } from '../block-kit/elements-of.ts';
import { SlackError } from '../slack-error.ts';
import type { SlackWorld } from '../slack-world.ts';
import type { User, View } from '../wire.ts';
import { commonFields } from './common-fields.ts';
import { formFaults } from './form-faults.ts';

/** What a person sees when they have pressed the button that sends a modal. */
export type Submission =
  | { kind: 'closed' | 'cleared' | 'updated' | 'pushed' }
  /** By block id. `from` tells whether the app has heard of it at all. */
  | { kind: 'errors'; errors: Record<string, string>; from: 'client' | 'app' }
  /** "We had some trouble connecting": the modal stays. */
  | { kind: 'trouble'; reason: string };

/** https://docs.slack.dev/surfaces/modals#response_actions */
const answer = z.discriminatedUnion('response_action', [
  z.strictObject({ response_action: z.literal('errors'), errors: z.record(z.string(), z.string()) }),
  z.strictObject({ response_action: z.literal('update'), view: z.unknown() }),
  z.strictObject({ response_action: z.literal('push'), view: z.unknown() }),
  z.strictObject({ response_action: z.literal('clear') }),
]);

/** Sends the modal that a person sees to the app, and does what it answers. */
export async function submitView(world: SlackWorld, user: User, view: View): Promise<Submission> {
  if (view.submit === null) throw new Error('This modal has nothing to press: give it a `submit`.');
  const faults = formFaults(view);
  if (Object.keys(faults).length > 0) return { kind: 'errors', errors: faults, from: 'client' };
  const payload = {
    type: 'view_submission',
    ...commonFields(world, user),
    trigger_id: world.triggers.give(user.id, { viewId: view.id }),
    view,
    response_urls: responseUrls(world, user, view),
  };
  const outcome = await world.link.ask('interactive', payload, true);
  if (!outcome.acknowledged) return { kind: 'trouble', reason: outcome.reason };
  try {
    return obey(world, user, view, outcome.response);
  } catch (error) {
    if (error instanceof SlackError) return { kind: 'trouble', reason: [error.code, ...error.problems].join(' ') };
    throw error;
  } finally {
    world.events.emit('view', view, user.id);
  }
}

function obey(world: SlackWorld, user: User, view: View, response: unknown): Submission {
  if (isNothing(response)) {
    world.views.remove(user.id, view.id);
    return { kind: 'closed' };
  }
  const read = answer.safeParse(response);
  if (!read.success) return { kind: 'trouble', reason: 'the answer is no response_action that Slack knows' };
  const current = world.views.find({ id: view.id })?.view ?? view;
  switch (read.data.response_action) {
    case 'errors': {
      const { errors } = read.data;
      const strange = Object.keys(errors).find(
        id => !view.blocks.some(block => block.type === 'input' && block.block_id === id),
      );
      if (strange !== undefined) return { kind: 'trouble', reason: `no input block is called ${strange}` };
      return { kind: 'errors', errors, from: 'app' };
    }
    case 'update':
      world.views.replace(current, checkView(read.data.view, 'modal'));
      return { kind: 'updated' };
    case 'push':
      world.views.push(user.id, checkView(read.data.view, 'modal'));
      return { kind: 'pushed' };
    case 'clear':
      world.views.close(user.id, true);
      return { kind: 'cleared' };
  }
}

function isNothing(response: unknown): boolean {
  if (response === undefined || response === null || response === '') return true;
  return typeof response === 'object' && Object.keys(response).length === 0;
}

/** A menu of conversations may ask for an address to which its answer goes. */
function responseUrls(world: SlackWorld, user: User, view: View) {
  return elementsOf(view.blocks).flatMap(({ block, element }) => {
    if (!('response_url_enabled' in element && element.response_url_enabled)) return [];
    const value = view.state.values[block.block_id]?.[element.action_id];
    const room = world.conversations.get(String(value?.selected_conversation ?? value?.selected_channel));
    if (room === undefined) return [];
    const response_url = world.responseUrls.give({ room, userId: user.id, source: undefined });
    return [{ response_url, channel_id: room.id, action_id: element.action_id, block_id: block.block_id }];
  });
}
