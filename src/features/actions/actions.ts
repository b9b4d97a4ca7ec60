import type { Database } from '../../database/database.ts';
import type { Seal } from '../../database/seal.ts';
import type { AreaFinder, AreaOf } from '../../knowledge/areas.ts';
import type { CardLibrary } from '../../knowledge/card-library.ts';
import type { Translator } from '../../language-model/translator.ts';
import type { FileStore } from '../../media/file-store.ts';
import type { ChannelName } from '../../messages/address.ts';
import type { Reply } from '../../messages/reply.ts';
import type { DeskWords } from '../../words/desk-words.ts';
import type { Words } from '../../words/words.ts';
import type { Colleagues } from '../colleagues.ts';
import { createConsents } from '../consents.ts';
import type { Feature } from '../feature.ts';
import type { DrawHandle } from '../handle.ts';
import { organisingSettingsStore } from '../organising-settings.ts';
import { createActionStore } from './action-store.ts';
import { createActionsFlow } from './actions-flow.ts';
import { createDeskActions } from './desk-actions.ts';
import { createActionsDesk } from './desk-flow.ts';
import type { ChatLink } from './door-code.ts';
import { type ActionsState, createMemberFlow } from './member-flow.ts';
import { createOrganiserPage, type OrganiserPage } from './organiser-page.ts';
import { createRegistrationWrites } from './registration-writes.ts';
import { createReportingStore } from './reporting-day.ts';

/** What actions need of the rest of the house. */
export interface ActionsDeps {
  database: Database;
  seal: Seal;
  findAreas: AreaFinder;
  areaOf: AreaOf;
  library: CardLibrary;
  words: Words;
  deskWords: DeskWords;
  charity?: { name: string } | undefined;
  colleagues: Colleagues;
  drawHandle: DrawHandle;
  files: FileStore;
  /** Where a model is configured. */
  translate?: Translator | undefined;
  /** How a chat with the bot is opened with these words, on each platform that has such links. */
  chatLinks(text: string): Promise<ChatLink[]>;
  /** A reply as it will arrive on a platform: a text for each message. */
  preview(reply: Reply, channel: ChannelName): string[];
  /** Milliseconds since the epoch. */
  now(): number;
}

/** Actions, put together from their parts. */
export interface Actions {
  feature: Feature<ActionsState>;
  organiserPage: OrganiserPage;
  /** The cards of the actions that somebody comes to, or waits for: they look different once that person is forgotten, or has become another. */
  cardsOf(personId: string): Promise<string[]>;
}

export function createActions(deps: ActionsDeps): Actions {
  const {
    database,
    seal,
    findAreas,
    areaOf,
    library,
    words,
    deskWords,
    charity,
    colleagues,
    files,
    preview,
    translate,
    chatLinks,
  } = deps;
  const actions = createActionStore(database, seal);
  const writes = createRegistrationWrites(seal, deps.drawHandle);
  const organising = () => organisingSettingsStore.read(database);
  const now = () => new Date(deps.now());
  const member = createMemberFlow({
    actions,
    writes,
    consents: createConsents(database),
    reporting: createReportingStore(database, seal),
    files,
    library,
    words,
    findAreas,
    areaOf,
    organising,
    charity,
    now,
  });
  const desk = createActionsDesk({
    database,
    seal,
    actions,
    writes,
    colleagues,
    files,
    library,
    words,
    say: deskWords.say,
    organising,
    translate,
    chatLinks,
    preview,
    now,
  });
  return {
    feature: createActionsFlow({ member, desk }),
    organiserPage: createOrganiserPage({
      actions,
      deskActions: createDeskActions(database, actions),
      say: deskWords.say,
      now,
    }),
    async cardsOf(personId) {
      const theirs = await actions.registrationsWhere({ personId });
      return theirs.map(({ actionId }) => `actions:card:${actionId}`);
    },
  };
}
