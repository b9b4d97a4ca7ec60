import { setTimeout as pause } from 'node:timers/promises';
import { asTheyFinish } from '../database/as-they-finish.ts';
import type { Database } from '../database/database.ts';
import type { Knock, KnockHandler, KnockOutcome } from '../database/queue.ts';
import type { Feature, OpenChannel, Portion } from '../features/feature.ts';
import { log } from '../log.ts';
import { type CarryOutDeps, carryOut } from '../outbox/carry-out.ts';
import { enqueue } from '../outbox/enqueue.ts';
import type { Outbound } from '../outbox/outbound.ts';

/** So often is a little given: what it is meant to keep busy takes as much at once without a break. */
const ROUND_MS = 250;
/** A job that is always at work looks like one that hangs: another goes on after so long. */
const SHIFT_MS = 60_000;
/** What does not move for so many rounds is looked at again by the clock. */
const UNCHANGED_MAX = 20;
/** A portion is a matter of milliseconds, but for those that look through everybody. */
const PORTION_TIMEOUT_MS = 30_000;

interface FeedDeps extends CarryOutDeps {
  database: Database;
  features: Map<string, Feature>;
  channels: ReadonlyMap<string, OpenChannel>;
  /** Milliseconds since the epoch. */
  now: () => number;
}

/**
 * Feeds the outbox with what is to be sent to very many: one process at a time, by the queue's own key, whose place another takes within
 * 20 seconds should it die. A portion and what the feature notes of it are kept in one transaction, so that nobody is given twice.
 */
export function createFeed(deps: FeedDeps): KnockHandler {
  return async function* (knocks) {
    for await (const fed of asTheyFinish(knocks.map(feed))) yield new Map(fed);
  };

  async function feed({ key, attempt }: Knock): Promise<[string, KnockOutcome]> {
    try {
      return [key, await feedUntilDone(featureOf(key))];
    } catch (error) {
      log.error({ err: error, feature: key, attempt }, 'a portion could not be given: it is tried again');
      return [key, 'again'];
    }
  }

  async function feedUntilDone(feature: Feature): Promise<KnockOutcome> {
    const { queue } = deps;
    await queue.answerTogether('feeds', [feature.name]);
    const endsMs = performance.now() + SHIFT_MS;
    for (let unchanged = 0; unchanged < UNCHANGED_MAX; ) {
      if (!queue.isUp()) return 'again';
      const isLast = performance.now() > endsMs;
      const { next } = await give(feature, isLast);
      if (next === 'never') return 'done';
      if (isLast) return 'more';
      unchanged = next === 'unchanged' ? unchanged + 1 : 0;
      if (next !== 'more') await pause(ROUND_MS);
    }
    return 'done';
  }

  /** @param isLast another goes on behind this one. */
  async function give(feature: Feature, isLast: boolean): Promise<Portion> {
    return deps.database.prisma.$transaction(
      async transaction => {
        const portion = await feature.feed?.(transaction, deps.channels, deps.now());
        if (!portion)
          throw new Error(`${feature.name} feeds nothing: give it a feed(), or take it out of its turn's feeds.`);
        const { bulk, next, ...rest } = portion;
        await enqueue(deps, transaction, bulk.map(outboundOf));
        await carryOut(deps, transaction, [{ ...rest, ...(isLast && next !== 'never' && { feeds: [feature.name] }) }], {
          isUnasked: true,
        });
        return portion;
      },
      { timeout: PORTION_TIMEOUT_MS },
    );
  }

  function featureOf(name: string): Feature {
    const feature = deps.features.get(name);
    if (feature) return feature;
    throw new Error(`Nobody is called ${name}: correct the turn that feeds it.`);
  }
}

/** To one person each: a room of staff is not written to in bulk. */
function outboundOf({ to, ...post }: Portion['bulk'][number]): Outbound {
  if ('conversationId' in to) return { ...post, conversationId: to.conversationId, isBulk: true };
  throw new Error('What goes to very many goes to people: give each post a conversationId.');
}
