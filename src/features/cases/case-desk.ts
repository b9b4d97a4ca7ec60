import type { Post } from '../../messages/turn.ts';
import type { FeatureTurn, Heard, TimelyTurn } from '../feature.ts';

/** The staff's side of cases, as `cases-flow.ts` needs it. */
export interface CaseDesk {
  /** What staff do: `cases:desk:…` choices and forms, shortcuts, the Home tab, `/case`. Whether they are staff is for it to look at. */
  think(heard: Heard): Promise<FeatureTurn>;
  /** What `cases:card:<caseId>` and its like look like now. @param key without `cases:`. */
  show(key: string): Promise<Post[]>;
  tick(nowMs: number): Promise<TimelyTurn[]>;
}
