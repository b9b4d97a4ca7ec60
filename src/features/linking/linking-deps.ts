import { z } from 'zod';
import type { ChannelName } from '../../messages/address.ts';
import type { DeskWords } from '../../words/desk-words.ts';
import type { Words } from '../../words/words.ts';
import type { Consents } from '../consents.ts';
import type { FeatureTurn, Heard } from '../feature.ts';
import type { LinkedChats } from '../linked-chats.ts';
import type { LinkingStore } from './linking-store.ts';

/** Whether a chat is to be linked was asked. */
export const linkingState = z.object({ version: z.literal(1), linkId: z.string() });
export type LinkingState = z.infer<typeof linkingState>;

/** What linking works with. */
export interface LinkingDeps {
  store: LinkingStore;
  linkedChats: LinkedChats;
  consents: Consents;
  words: Words;
  /** What staff read. */
  desk: DeskWords;
  /** The platforms that people can write on. */
  channels: ChannelName[];
  /** How a chat with us is opened with these words, on each platform that has such links. */
  chatLinks(text: string): Promise<{ channel: ChannelName; link: string }[]>;
  /** What staff are to see when one person's everything becomes another's. */
  joined(people: { keptId: string; goneId: string }): Promise<Pick<FeatureTurn, 'posts' | 'shows'>>;
  now(): Date;
}

/** What somebody does about their chats: `argument` is what the button carries. */
export type LinkingStep = (heard: Heard, argument: string) => Promise<FeatureTurn>;
export type LinkingSteps = Record<string, LinkingStep>;
