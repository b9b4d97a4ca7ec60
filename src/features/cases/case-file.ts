import { z } from 'zod';
import type { Topic } from '../../knowledge/card.ts';
import { crisisKinds } from '../../knowledge/crisis.ts';
import type { ChannelName } from '../../messages/address.ts';
import type { Nation } from '../../messages/sender.ts';
import type { IaaLevel } from '../colleagues.ts';
import type { Matter, ReplyMark } from './advice-gate.ts';
import type { Level } from './case-clocks.ts';

export const urgencies = ['today', 'week', 'wait'] as const;
export type Urgency = (typeof urgencies)[number];

/** What the member said when they asked for a person; what happened, in their words, is an entry of the case. */
export const intakeShape = z.object({
  urgency: z.enum(urgencies).optional(),
  /** When, and how, they can be written to without danger. */
  safeTimes: z.string().optional(),
  safeWays: z.string().optional(),
  outcode: z.string().optional(),
  council: z.string().optional(),
  nation: z.enum(['England', 'Scotland', 'Wales', 'Northern Ireland']).optional(),
  /** The card that they were reading. */
  cardId: z.string().optional(),
  /** Set when the case was opened, or raised, by words of danger. */
  crisis: z.enum(crisisKinds).optional(),
});
export type Intake = z.infer<typeof intakeShape>;

export const levels = ['E0', 'E1', 'E2', 'E3', 'E4'] as const satisfies Level[];

/** A case as staff and member see it, opened. */
export interface CaseFile {
  id: string;
  reference: string;
  handle: string;
  personId: string;
  /** Where the member is answered, and on which platform. */
  conversationId: string;
  channel: ChannelName;
  roomId?: string;
  topic?: Topic;
  level: Level;
  matter?: Matter;
  region?: string;
  outcode?: string;
  nation?: Nation;
  /** BCP 47. */
  language: string;
  intake: Intake;
  /** `date` as in 2027-01-31; `isSure` once a caseworker has confirmed or corrected it. */
  deadline?: { date?: string; words: string; isSure: boolean };
  ownerId?: string;
  /** When it was opened, or opened again. */
  openedAt: Date;
  claimedAt?: Date;
  firstRepliedAt?: Date;
  waitingSince?: Date;
  closedAt?: Date;
  dueAt?: Date;
  climbed: number;
  withBot: boolean;
  lastSaidAt?: Date;
  outOfHoursSaidAt?: Date;
  reopenOfferedAt?: Date;
  askAgainAt?: Date;
  helped?: Helped;
  /** When they were told that their words have not reached the room yet. */
  delaySaidAt?: Date;
}

export const helpedAnswers = ['yes', 'partly', 'no'] as const;
export type Helped = (typeof helpedAnswers)[number];

/** One thing that happened in a case. */
export interface CaseEntry {
  /** Also the `trackId` of what was sent with it. */
  id: string;
  kind:
    | 'opened'
    | 'memberSaid'
    | 'reply'
    | 'note'
    | 'claimed'
    | 'handedOver'
    | 'deadline'
    | 'matter'
    | 'withBot'
    | 'withPerson'
    | 'closed'
    | 'reopened';
  at: Date;
  /** Who did it, on the staff. */
  staffId?: string;
  text?: string;
  /** Of a reply: what arrived in place of the text, where a machine translated it into the member's language. */
  translation?: string;
  fileIds: string[];
  /** Of a reply, what it is; of what the member said, a correction or words of danger; of closing, that the member withdrew it. */
  mark?: ReplyMark | 'correction' | 'crisis' | 'withdrawn';
  /** Of a reply: the sender's level, as it counted then. */
  iaaLevel?: IaaLevel;
  /**
   * What became of what was sent with it; `reason` is a code. `waitsForThem`: the platform takes it only once they have written again.
   * `delivered`: on their phone, and `read`: looked at, where the platform tells.
   */
  fate?: {
    status: 'queued' | 'waitsForThem' | 'sending' | 'sent' | 'delivered' | 'read' | 'failed' | 'expired' | 'takenBack';
    reason?: string;
    /** It went to another chat of theirs than the one that it was meant for, since nothing reached them there. */
    elsewhere?: { channel: ChannelName; meantFor: ChannelName };
  };
}

/** An entry to be written. */
export type NewEntry = Omit<CaseEntry, 'fate' | 'fileIds'> & { fileIds?: string[] };
