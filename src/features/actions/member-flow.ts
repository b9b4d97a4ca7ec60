import { z } from 'zod';
import type { Post } from '../../messages/turn.ts';
import type { FeatureTurn, Heard, TimelyTurn } from '../feature.ts';
import type { MemberDeps } from './member-deps.ts';

/** What a member was asked: where they live. */
export const actionsState = z.object({ version: z.literal(1), asked: z.literal('place') });
export type ActionsState = z.infer<typeof actionsState>;

/** The members' side of actions. */
export interface MemberFlow {
  think(heard: Heard, state: ActionsState | undefined): Promise<FeatureTurn>;
  /** @param key `ticket:<registration id>`. */
  show(key: string): Promise<Post[]>;
  tick(nowMs: number): Promise<TimelyTurn[]>;
}

export function createMemberFlow(_: MemberDeps): MemberFlow {
  return {
    think: async () => ({ replies: [], next: 'start' }),
    show: async () => [],
    tick: async () => [],
  };
}
