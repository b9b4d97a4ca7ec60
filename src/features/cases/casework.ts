import type { Database } from '../../database/database.ts';
import type { Seal } from '../../database/seal.ts';
import type { Transaction } from '../../database/transaction.ts';
import type { AreaOf } from '../../knowledge/areas.ts';
import type { CardLibrary } from '../../knowledge/card-library.ts';
import type { CrisisFinder } from '../../knowledge/crisis-finder.ts';
import { createDeadlineRadar } from '../../knowledge/deadline-radar.ts';
import { loadDeadlineWords } from '../../knowledge/deadline-radar-words.ts';
import type { PlaceFinder } from '../../knowledge/places.ts';
import type { Translator } from '../../language-model/translator.ts';
import type { FileStore } from '../../media/file-store.ts';
import type { TakeFile } from '../../media/take-file.ts';
import type { ChannelName } from '../../messages/address.ts';
import type { Reply } from '../../messages/reply.ts';
import type { DeskWords } from '../../words/desk-words.ts';
import type { Words } from '../../words/words.ts';
import { caseSettingsStore } from '../case-settings-store.ts';
import type { Colleague, Colleagues } from '../colleagues.ts';
import type { Feature, FeatureTurn } from '../feature.ts';
import type { DrawHandle } from '../handle.ts';
import type { FindPersonalDetails } from '../personal-details.ts';
import type { RecentDanger } from '../recent-danger.ts';
import type { BankHolidays } from './bank-holidays.ts';
import { caseCard } from './case-card.ts';
import { findPlaced, forgottenPosts } from './case-posts.ts';
import { createCaseStore } from './case-store.ts';
import { createCaseViews } from './case-view.ts';
import { createCaseWrites } from './case-writes.ts';
import { createCases } from './cases-flow.ts';
import { createDelayedCases } from './delayed-cases.ts';
import { createDesk } from './desk-flow.ts';
import type { CasesState } from './held-back.ts';
import { joinedPosts } from './joined-posts.ts';
import type { MemberDeps } from './member-deps.ts';
import { createMemberFlow } from './member-flow.ts';
import { createMemberNews } from './member-news.ts';
import { createMemberTick } from './member-tick.ts';
import { createOffice, type FindOffice } from './office.ts';
import { createReachElsewhere, type WaysElsewhere } from './reach-elsewhere.ts';

/** What casework needs of the rest of the house. */
export interface CaseworkDeps {
  database: Database;
  seal: Seal;
  localesDirectory: string;
  drawHandle: DrawHandle;
  findPlace: PlaceFinder;
  findPersonalDetails: FindPersonalDetails;
  areaOf: AreaOf;
  bankHolidays: BankHolidays;
  library: CardLibrary;
  words: Words;
  deskWords: DeskWords;
  findCrisis: CrisisFinder;
  recentDanger: RecentDanger['of'];
  charity?: { name: string; contact: string } | undefined;
  colleagues: Colleagues;
  files: FileStore;
  takeFile: TakeFile;
  /** Where a model is configured. */
  translate?: Translator | undefined;
  /** A reply as it will arrive on a platform: a text for each message. */
  preview(reply: Reply, channel: ChannelName): string[];
  /** The page of those who organise and have no cases. */
  organiserPage(who: Colleague): Promise<Reply>;
  /** Where members may be reached when nothing reaches them where they wrote. */
  elsewhere: WaysElsewhere;
  /** What a lead should see to. */
  warnings(now: Date): Promise<string[]>;
  /** Milliseconds since the epoch. */
  now(): number;
}

/** Cases, put together from their parts. */
export interface Casework {
  feature: Feature<CasesState>;
  /** How the charity works, by the settings of the moment. */
  office: FindOffice;
  /**
   * When a member asks for everything to be deleted: what takes the place of their words in the rooms of staff, and the pages that are
   * to be shown without them.
   */
  forgotten(personId: string): Promise<Required<Pick<FeatureTurn, 'posts' | 'shows'>>>;
  /** When a member links two chats: what is said below the cards of those whose cases are shown by another handle from then on. */
  joined(people: { keptId: string; goneId: string }): Promise<Required<Pick<FeatureTurn, 'posts' | 'shows'>>>;
}

export function createCasework(deps: CaseworkDeps): Casework {
  const { database, seal, localesDirectory, drawHandle, words, colleagues } = deps;
  const { say } = deps.deskWords;
  const now = () => new Date(deps.now());
  const readSettings = async (through: Transaction | undefined) =>
    through ? (await caseSettingsStore.readStored(through)).settings : caseSettingsStore.read(database);
  const office = createOffice(readSettings, deps.bankHolidays, deps.now);
  const cases = createCaseStore(database, seal, drawHandle);
  const writes = createCaseWrites(seal, async transaction => (await office(transaction)).clocks);
  const findDeadlines = createDeadlineRadar(loadDeadlineWords(localesDirectory));
  const views = createCaseViews({ cases, colleagues, office, findDeadlines, say, now });
  const { library, charity, findPlace, areaOf, takeFile, files, preview } = deps;
  const forMembers: MemberDeps = {
    cases,
    writes,
    office,
    words,
    say,
    library,
    charity,
    findPlace,
    areaOf,
    findPersonalDetails: deps.findPersonalDetails,
    findDeadlines,
    findCrisis: deps.findCrisis,
    recentDanger: deps.recentDanger,
    takeFile,
    colleagues,
    card: async (file, entries) => caseCard({ ...(await views.of(file)), entries }, say),
    delayedCases: createDelayedCases(database),
    reachElsewhere: createReachElsewhere(database, cases, words, deps.elsewhere),
    now,
  };
  const desk = createDesk({
    prisma: database.prisma,
    seal,
    cases,
    writes,
    findDeadlines,
    files,
    colleagues,
    say,
    words,
    news: createMemberNews(words),
    office,
    preview,
    organiserPage: deps.organiserPage,
    takeFile,
    translate: deps.translate,
    elsewhere: deps.elsewhere,
    warnings: deps.warnings,
    now,
  });
  return {
    office,
    feature: createCases({ member: createMemberFlow(forMembers), memberTick: createMemberTick(forMembers), desk }),

    async forgotten(personId) {
      const theirs = await cases.ofPerson(personId);
      const posts = theirs.map(async file => {
        const entries = await cases.entries(file.id);
        return forgottenPosts(file, entries, await findPlaced(database, file, entries), say);
      });
      const owners = new Set(theirs.flatMap(({ ownerId }) => ownerId ?? []));
      return { posts: (await Promise.all(posts)).flat(), shows: [...owners].map(staffId => `cases:home:${staffId}`) };
    },

    async joined({ keptId, goneId }) {
      const [kept, gone] = await Promise.all([cases.ofPerson(keptId), cases.ofPerson(goneId)]);
      return {
        posts: joinedPosts(kept, gone, say),
        shows: [...kept, ...gone].map(({ id }) => `cases:card:${id}`),
      };
    },
  };
}
