import { z } from 'zod';
import { option, optionGroup } from '../block-kit/composition.ts';
import type { Placed } from '../block-kit/elements-of.ts';
import type { SlackWorld } from '../slack-world.ts';
import type { User } from '../wire.ts';
import { commonFields } from './common-fields.ts';
import { type Place, placeFields } from './place.ts';

const optionsMax = 100;
const answer = z.union([
  z.object({ options: z.array(option).max(optionsMax) }).transform(({ options }) => options),
  z
    .object({ option_groups: z.array(optionGroup).max(optionsMax) })
    .transform(({ option_groups }) => option_groups.flatMap(({ options }) => options)),
]);

/**
 * Types into a menu whose choices come from the app, and returns those it gave.
 * @throws {Error} when the app does not answer in time or with choices
 */
export async function suggest(world: SlackWorld, user: User, place: Place, placed: Placed, typed: string) {
  const { block, element } = placed;
  if (element.type !== 'external_select' && element.type !== 'multi_external_select') {
    throw new Error(`The choices of a ${element.type} do not come from the app: choose one.`);
  }
  if (typed.length < (element.min_query_length ?? 3)) return [];
  const { response_url: _, state: __, ...where } = placeFields(world, user, place);
  const payload = {
    type: 'block_suggestion',
    ...commonFields(world, user),
    ...where,
    action_id: element.action_id,
    block_id: block.block_id,
    value: typed,
  };
  const outcome = await world.link.ask('interactive', payload, true);
  const read = outcome.acknowledged ? answer.safeParse(outcome.response) : undefined;
  if (read?.success) return read.data;
  throw new Error(`The app gave no choices for ${element.action_id}: acknowledge with options within three seconds.`);
}
