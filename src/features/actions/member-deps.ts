import type { AreaFinder, AreaOf } from '../../knowledge/areas.ts';
import type { CardLibrary } from '../../knowledge/card-library.ts';
import type { FileStore } from '../../media/file-store.ts';
import type { Words } from '../../words/words.ts';
import type { Consents } from '../consents.ts';
import type { OrganisingSettings } from '../organising-settings.ts';
import type { ActionStore } from './action-store.ts';
import type { RegistrationWrites } from './registration-writes.ts';
import type { ReportingStore } from './reporting-day.ts';

/** What the members' side of actions works with. */
export interface MemberDeps {
  actions: ActionStore;
  writes: RegistrationWrites;
  consents: Consents;
  reporting: ReportingStore;
  files: FileStore;
  library: CardLibrary;
  words: Words;
  findAreas: AreaFinder;
  areaOf: AreaOf;
  organising(): Promise<OrganisingSettings>;
  charity?: { name: string } | undefined;
  now(): Date;
}
