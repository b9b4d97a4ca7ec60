import { asTheyFinish } from '../database/as-they-finish.ts';
import type { Database } from '../database/database.ts';
import { isPassing } from '../database/is-passing.ts';
import type { Knock, KnockHandler, KnockOutcome } from '../database/queue.ts';
import type { Feature } from '../features/feature.ts';
import { log } from '../log.ts';
import type { Post } from '../messages/turn.ts';
import { type CarryOutDeps, carryOut } from '../outbox/carry-out.ts';

/** What cannot be shown after so many tries waits until it is asked for again. */
const FAILURES_MAX = 10;

/**
 * Shows anew what looks different now: asks the feature, whose name comes first in the key, for what is then true. One look answers
 * whoever asked for it before.
 */
export function createShow(deps: CarryOutDeps & { database: Database; features: Map<string, Feature> }): KnockHandler {
  return async function* (knocks) {
    await deps.queue.answerTogether(
      'shows',
      knocks.map(({ key }) => key),
    );
    for await (const shown of asTheyFinish(knocks.map(show))) yield new Map(shown);
  };

  async function show({ key, attempt }: Knock): Promise<[string, KnockOutcome]> {
    try {
      const posts = await look(key);
      if (posts.length > 0) {
        await deps.database.prisma.$transaction(transaction => carryOut(deps, transaction, [{ posts }]));
      }
      return [key, 'done'];
    } catch (error) {
      log.error({ err: error, key, attempt }, 'something could not be shown');
      return [key, isPassing(error) || attempt + 1 < FAILURES_MAX ? 'again' : 'done'];
    }
  }

  /** What is shown is never shown anew because it has arrived: that would go round for ever. */
  async function look(key: string): Promise<Post[]> {
    const [name = '', ...rest] = key.split(':');
    const feature = deps.features.get(name);
    if (!feature?.show)
      throw new Error(`Nobody shows ${name}: give that feature a show(), or correct the key in its turn.`);
    const posts = await feature.show(rest.join(':'));
    return posts.map(({ shows: _, ...post }) => post);
  }
}
