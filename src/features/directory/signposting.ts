import type { Database } from '../../database/database.ts';
import type { Gazetteer } from '../../knowledge/gazetteer.ts';
import type { Post } from '../../messages/turn.ts';
import type { Feature, TimelyTurn } from '../feature.ts';
import { organisingSettingsStore } from '../organising-settings.ts';
import type { DirectoryDeps } from './directory-deps.ts';
import { createDirectory } from './directory-flow.ts';
import { endIntroduction } from './end-introduction.ts';
import { forgottenIntroductions } from './forgotten-introductions.ts';
import { importFirstGroups } from './import/first-groups.ts';
import { createResolvePlaces } from './import/resolve-places.ts';
import { createIntroductionStore } from './introduction-store.ts';
import type { DirectoryState } from './member-flow.ts';
import { createOrganisationStore } from './organisation-store.ts';

/** What signposting needs of the rest of the house. */
export type SignpostingDeps = Pick<
  DirectoryDeps,
  | 'seal'
  | 'drawHandle'
  | 'findPersonalDetails'
  | 'areaOf'
  | 'findAreas'
  | 'colleagues'
  | 'words'
  | 'say'
  | 'charity'
  | 'preview'
> & {
  database: Database;
  gazetteer: Gazetteer;
  seedDirectory: string;
  /** Milliseconds since the epoch. */
  now(): number;
};

/** The directory, put together from its parts. */
export interface Signposting {
  feature: Feature<DirectoryState>;
  /** What takes the place of a member's words in the rooms of organisers when they ask for everything to be deleted. */
  forgottenPosts(personId: string): Promise<Post[]>;
  /** Ends the introduction of somebody who wants no more messages; undefined where they have none. */
  ended(personId: string): Promise<TimelyTurn | undefined>;
  /** The cards of introductions that are shown by another handle, or end, once a member has linked two chats. */
  joinedShows(people: { keptId: string; goneId: string }): Promise<string[]>;
  /** Gives a directory that is empty the groups of the seed. */
  begin(): Promise<void>;
}

export function createSignposting(deps: SignpostingDeps): Signposting {
  const { database, seal, gazetteer, seedDirectory, say } = deps;
  const now = () => new Date(deps.now());
  const introductions = createIntroductionStore(database, seal);
  return {
    feature: createDirectory({
      ...deps,
      prisma: database.prisma,
      organisations: createOrganisationStore(database),
      introductions,
      settings: () => organisingSettingsStore.read(database),
      resolvePlaces: createResolvePlaces(gazetteer),
      now,
    }),
    forgottenPosts: personId => forgottenIntroductions(database, introductions, say, personId),
    async ended(personId) {
      const found = await introductions.currentOf(personId);
      return found && endIntroduction({ introductions, say, now }, found);
    },
    async joinedShows({ keptId, goneId }) {
      const all = await Promise.all([keptId, goneId].map(introductions.ofPerson));
      return all.flat().map(({ id }) => `directory:card:${id}`);
    },
    begin: () => importFirstGroups(database, gazetteer, seedDirectory, now()),
  };
}
