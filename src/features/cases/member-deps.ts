import type { AreaOf } from '../../knowledge/areas.ts';
import type { CardLibrary } from '../../knowledge/card-library.ts';
import type { CrisisFinder } from '../../knowledge/crisis-finder.ts';
import type { DeadlineFinder } from '../../knowledge/deadline-radar.ts';
import type { PlaceFinder } from '../../knowledge/places.ts';
import type { TakeFile } from '../../media/take-file.ts';
import type { Reply } from '../../messages/reply.ts';
import type { DeskWords } from '../../words/desk-words.ts';
import type { Words } from '../../words/words.ts';
import type { Colleagues } from '../colleagues.ts';
import type { FindPersonalDetails } from '../personal-details.ts';
import type { RecentDanger } from '../recent-danger.ts';
import type { CaseEntry, CaseFile } from './case-file.ts';
import type { CaseStore } from './case-store.ts';
import type { CaseWrites } from './case-writes.ts';
import type { DelayedCases } from './delayed-cases.ts';
import type { Office } from './office.ts';
import type { ReachElsewhere } from './reach-elsewhere.ts';

/** What the members' side of cases works with. */
export interface MemberDeps {
  cases: CaseStore;
  writes: CaseWrites;
  office(): Promise<Office>;
  /** What members read, and what staff read. */
  words: Words;
  say: DeskWords['say'];
  library: CardLibrary;
  charity?: { name: string; contact: string } | undefined;
  findPlace: PlaceFinder;
  areaOf: AreaOf;
  findPersonalDetails: FindPersonalDetails;
  findDeadlines: DeadlineFinder;
  findCrisis: CrisisFinder;
  recentDanger: RecentDanger['of'];
  takeFile: TakeFile;
  colleagues: Colleagues;
  /** What staff see of a case, as `case-card.ts` draws it. */
  card(file: CaseFile, entries: CaseEntry[]): Promise<Reply>;
  delayedCases: DelayedCases;
  reachElsewhere: ReachElsewhere;
  now(): Date;
}
