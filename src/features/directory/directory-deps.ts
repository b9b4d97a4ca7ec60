import type { Database } from '../../database/database.ts';
import type { Seal } from '../../database/seal.ts';
import type { AreaFinder, AreaOf } from '../../knowledge/areas.ts';
import type { ChannelName } from '../../messages/address.ts';
import type { Reply } from '../../messages/reply.ts';
import type { DeskWords } from '../../words/desk-words.ts';
import type { Words } from '../../words/words.ts';
import type { Colleagues } from '../colleagues.ts';
import type { DrawHandle } from '../handle.ts';
import type { OrganisingSettings } from '../organising-settings.ts';
import type { FindPersonalDetails } from '../personal-details.ts';
import type { ResolvePlaces } from './import/resolve-places.ts';
import type { IntroductionStore } from './introduction-store.ts';
import type { OrganisationStore } from './organisation-store.ts';

/** What the directory works with. */
export interface DirectoryDeps {
  prisma: Database['prisma'];
  seal: Seal;
  organisations: OrganisationStore;
  introductions: IntroductionStore;
  settings(): Promise<OrganisingSettings>;
  findAreas: AreaFinder;
  areaOf: AreaOf;
  resolvePlaces: ResolvePlaces;
  drawHandle: DrawHandle;
  findPersonalDetails: FindPersonalDetails;
  colleagues: Colleagues;
  /** What members read, and what staff read. */
  words: Words;
  say: DeskWords['say'];
  charity?: { name: string; contact: string } | undefined;
  /** A reply as it will arrive on a platform: a text for each message. */
  preview(reply: Reply, channel: ChannelName): string[];
  now(): Date;
}
