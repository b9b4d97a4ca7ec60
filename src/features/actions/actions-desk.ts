import type { Post } from '../../messages/turn.ts';
import type { FeatureTurn, Heard, TimelyTurn } from '../feature.ts';

/** The organisers' side of actions, as `actions-flow.ts` needs it. */
export interface ActionsDesk {
  /** What staff do: `actions:desk:…` choices and forms, and their commands. Whether they may is for it to look at. */
  think(heard: Heard): Promise<FeatureTurn>;
  /** What `actions:card:<actionId>` and its like look like now. @param key without `actions:`. */
  show(key: string): Promise<Post[]>;
  tick(nowMs: number): Promise<TimelyTurn[]>;
}
