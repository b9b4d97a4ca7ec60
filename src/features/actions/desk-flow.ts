import type { Database } from '../../database/database.ts';
import type { Seal } from '../../database/seal.ts';
import type { CardLibrary } from '../../knowledge/card-library.ts';
import type { FileStore } from '../../media/file-store.ts';
import type { ChannelName } from '../../messages/address.ts';
import type { Reply } from '../../messages/reply.ts';
import type { DeskWords } from '../../words/desk-words.ts';
import type { Words } from '../../words/words.ts';
import type { Colleagues } from '../colleagues.ts';
import type { OrganisingSettings } from '../organising-settings.ts';
import type { ActionStore } from './action-store.ts';
import type { ActionsDesk } from './actions-desk.ts';
import type { RegistrationWrites } from './registration-writes.ts';

/** What the organisers' side of actions works with. */
export interface ActionsDeskDeps {
  database: Database;
  seal: Seal;
  actions: ActionStore;
  writes: RegistrationWrites;
  colleagues: Colleagues;
  files: FileStore;
  library: CardLibrary;
  words: Words;
  say: DeskWords['say'];
  organising(): Promise<OrganisingSettings>;
  /** A reply as it will arrive on a platform: a text for each message. */
  preview(reply: Reply, channel: ChannelName): string[];
  now(): Date;
}

export function createActionsDesk({ words }: ActionsDeskDeps): ActionsDesk {
  return {
    think: async ({ language }) => ({
      replies: [{ text: words.say(language, 'desk.onlyStaff'), language }],
      next: 'start',
    }),
    show: async () => [],
    tick: async () => [],
  };
}
