import { z } from 'zod';
import { regions } from '../../knowledge/regions.ts';
import type { ActionKind } from '../action-kinds.ts';

/** Who gets a broadcast, beyond having agreed to that kind on that channel. */
export const segment = z.object({
  /** Undefined for all. */
  region: z.enum(regions).optional(),
  /** BCP 47; empty for all. */
  languages: z.array(z.string()).default([]),
  /** Only those who came to something before. */
  cameBefore: z.boolean().default(false),
  /** An action: those who are coming, or wait for a place, know of it already. */
  notRegisteredFor: z.uuid().optional(),
  /** What those get whose language has no words: the English ones, or nothing. */
  withoutWords: z.enum(['english', 'leftOut']).default('english'),
});
export type Segment = z.output<typeof segment>;

export const broadcastStatuses = [
  'draft',
  'waiting',
  'scheduled',
  'gathering',
  'sending',
  'paused',
  'cancelled',
  'done',
] as const;
export type BroadcastStatus = (typeof broadcastStatuses)[number];

export interface BroadcastText {
  language: string;
  words: string;
  /** A machine translated it, and no person has checked it. */
  isMachine: boolean;
}

/** The same words to many who agreed to be written to. */
export interface BroadcastFile {
  id: string;
  status: BroadcastStatus;
  /** The kind of consent that it needs. */
  kind: ActionKind;
  /** An action that it tells of: a button below its words leads there. */
  actionId?: string;
  /** The version of the action when it was sent: what its words say of time and place. */
  actionVersion?: number;
  segment: Segment;
  /** Who wrote it, or changed it last. */
  authorId: string;
  /** Who else has agreed. */
  agreedById?: string;
  /** The room whose staff see its card. */
  roomId: string;
  /** Only what somebody has looked at is sent: the number of changes that they saw. */
  version: number;
  /** Not before then. */
  sendAt?: Date;
  startedAt?: Date;
  endedAt?: Date;
  texts: BroadcastText[];
}

/** What a machine translates from, in words that a person wrote: English where there is some. */
export function originalOf({ texts }: Pick<BroadcastFile, 'texts'>): BroadcastText | undefined {
  const written = texts.filter(({ isMachine }) => !isMachine);
  return written.find(({ language }) => language === 'en') ?? written[0];
}

/** Whether nothing of it has been sent yet. */
export function isBefore({ status }: BroadcastFile): boolean {
  return status === 'draft' || status === 'waiting' || status === 'scheduled';
}
