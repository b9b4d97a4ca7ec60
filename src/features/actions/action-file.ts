import type { Region } from '../../knowledge/regions.ts';
import type { ChannelName } from '../../messages/address.ts';
import type { ActionKind } from '../action-kinds.ts';

export type { ActionKind } from '../action-kinds.ts';

/** What an action may offer. All but the last is what a person may need. */
export const needsOffered = [
  'interpreter',
  'childcare',
  'fares',
  'stepFree',
  'food',
  'signLanguage',
  'womenOnly',
] as const;
export type Need = (typeof needsOffered)[number];
/** What a person says that they need. */
export type MemberNeed = Exclude<Need, 'womenOnly'>;

/** An action in one language. */
export interface ActionText {
  /** BCP 47. */
  language: string;
  title: string;
  words: string;
  /** What everybody may know of the place. */
  place: string;
  /** What only those who come are told; empty when nothing is held back. */
  exactPlace: string;
  isMachine: boolean;
}

/** One occasion that people may come to. */
export interface ActionFile {
  id: string;
  seriesId?: string;
  /** The day that the rule made it for, as in 2027-01-14: it stays when the action is moved. */
  seriesDay?: string;
  /** True once it was edited alone. */
  isException: boolean;
  kind: ActionKind;
  status: 'draft' | 'published' | 'cancelled';
  startsAt: Date;
  endsAt: Date;
  region?: Region;
  outcode?: string;
  onlineLink?: string;
  /** Places, guests included; without it there is no limit. */
  capacity?: number;
  /** Places that are taken or offered. */
  taken: number;
  /** How many guests each may bring. */
  guestsMax: number;
  needsOffered: Need[];
  /** BCP 47. */
  interpreterLanguages: string[];
  photos: 'none' | 'ask' | 'public';
  /** `region`: only who lives there finds it; `link`: only who has its code. */
  visibility: 'everyone' | 'region' | 'link';
  /** Sent on the day. */
  rightsCardId?: string;
  organiserId: string;
  roomId: string;
  code: string;
  /** Raised by every change that people must be told of, cancelling among them. */
  version: number;
  /** At least one, once it is published. */
  texts: ActionText[];
}

/** What somebody needs to be able to come; each only if they said so. */
export interface SaidNeeds {
  needs: MemberNeed[];
  /** The language of the interpreter that they need. */
  language?: string;
}

export const howWasItAnswers = ['good', 'mixed', 'bad'] as const;
export type HowWasIt = (typeof howWasItAnswers)[number];

/** Somebody who comes, waits for a place, or did. */
export interface RegistrationFile extends SaidNeeds {
  id: string;
  actionId: string;
  personId: string;
  /** Where they are written to about it. */
  conversationId: string;
  channel: ChannelName;
  /** `offered`: a place is kept for them until `offeredUntil`; `passed`: it was, and they did not take it. */
  status: 'registered' | 'waiting' | 'offered' | 'cancelled' | 'passed';
  /** The order of the waiting list. */
  place: bigint;
  guests: number;
  offeredUntil?: Date;
  /** When they asked for it, the last time. */
  at: Date;
  /** The version of the action that they have been told of. */
  toldVersion: number;
  /** They were asked whether they can still come, and have not said so yet. */
  isAskedAgain: boolean;
  remindedDayAt?: Date;
  remindedSoonAt?: Date;
  checkedInAt?: Date;
  thankedAt?: Date;
  howWasIt?: HowWasIt;
  /** Of the person: the language they read, whether their messages tell nothing, and what staff call them, once drawn. */
  spoken: string;
  isDiscreet: boolean;
  handle?: string;
}

/** How many places a registration takes. */
export function placesOf({ guests }: Pick<RegistrationFile, 'guests'>): number {
  return 1 + guests;
}
