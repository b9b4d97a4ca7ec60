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

/** How something looks, or why that could not be found out. */
interface Look {
  knock: Knock;
  posts: Post[];
  error?: unknown;
}

/**
 * Shows anew what looks different now: asks the feature, whose name comes first in the key, for what is then true. One look answers
 * whoever asked for it before. What is ready together is put into the outbox together; when that fails, each alone.
 */
export function createShow(deps: CarryOutDeps & { database: Database; features: Map<string, Feature> }): KnockHandler {
  return async function* (knocks) {
    await deps.queue.answerTogether(
      'shows',
      knocks.map(({ key }) => key),
    );
    for await (const looks of asTheyFinish(knocks.map(look)))
      yield new Map((await show(looks)).map(shown => [shown.knock.key, outcomeOf(shown)]));
  };

  async function look(knock: Knock): Promise<Look> {
    try {
      return { knock, posts: await ask(knock.key) };
    } catch (error) {
      return { knock, posts: [], error };
    }
  }

  async function show(looks: Look[]): Promise<Look[]> {
    if (looks.every(({ posts }) => posts.length === 0)) return looks;
    try {
      await deps.database.prisma.$transaction(transaction => carryOut(deps, transaction, looks));
      return looks;
    } catch (error) {
      if (looks.length === 1 || isPassing(error)) return looks.map(each => ({ error, ...each }));
      const shown = [];
      for (const each of looks) shown.push(...(await show([each])));
      return shown;
    }
  }

  function outcomeOf({ knock: { key, attempt }, error }: Look): KnockOutcome {
    if (error === undefined) return 'done';
    log.error({ err: error, key, attempt }, 'something could not be shown');
    return isPassing(error) || attempt + 1 < FAILURES_MAX ? 'again' : 'done';
  }

  /** What is shown is never shown anew because it has arrived: that would go round for ever. */
  async function ask(key: string): Promise<Post[]> {
    const [name = '', ...rest] = key.split(':');
    const feature = deps.features.get(name);
    if (!feature?.show)
      throw new Error(`Nobody shows ${name}: give that feature a show(), or correct the key in its turn.`);
    const posts = await feature.show(rest.join(':'));
    return posts.map(({ shows: _, ...post }) => post);
  }
}
