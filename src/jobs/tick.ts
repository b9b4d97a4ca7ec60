import type { Database } from '../database/database.ts';
import type { Feature, TimelyTurn } from '../features/feature.ts';
import { log } from '../log.ts';
import { Overtaken } from '../messages/turn.ts';
import { type CarryOutDeps, carryOut } from '../outbox/carry-out.ts';

interface TickDeps extends CarryOutDeps {
  database: Database;
  features: Map<string, Feature>;
  /** Milliseconds since the epoch. */
  now: () => number;
}

/**
 * Asks every feature what time alone brings, and does it: each turn in its own transaction, so that one that fails harms no other. What
 * was overtaken is dropped, since the next minute asks again.
 */
export function createTick(deps: TickDeps): () => Promise<void> {
  return async () => {
    for (const feature of deps.features.values()) for (const turn of await ask(feature)) await take(feature, turn);
  };

  async function ask(feature: Feature): Promise<TimelyTurn[]> {
    try {
      return (await feature.tick?.(deps.now())) ?? [];
    } catch (error) {
      log.error({ err: error, feature: feature.name }, 'a feature could not say what time brings');
      return [];
    }
  }

  async function take(feature: Feature, turn: TimelyTurn): Promise<void> {
    try {
      await deps.database.prisma.$transaction(transaction => carryOut(deps, transaction, [turn], { isUnasked: true }));
    } catch (error) {
      if (error instanceof Overtaken) return;
      log.error({ err: error, feature: feature.name }, 'what time brought could not be done');
    }
  }
}
