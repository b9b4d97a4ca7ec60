import type { ChannelName } from './address.ts';
import type { Reply } from './reply.ts';
import type { Sender } from './sender.ts';

/** One change to the database that belongs to a turn, applied in its transaction. */
export interface Write<Transaction> {
  /** What is written, for the inspector and for errors, e.g. `answer_feedback`. */
  label: string;
  /**
   * Told before any write of its transaction is applied, where several turns share one: so that the first of those that do the same can do it
   * for all of them.
   */
  announce?(transaction: Transaction): void;
  apply(transaction: Transaction): Promise<unknown>;
}

/** Where the conversation goes: it waits in this feature with a state, goes over to another feature, or back to the start. */
export type Next = { wait: unknown } | { goTo: string; with: unknown } | 'start';

/** What a turn learnt of the sender. `null` forgets. */
export type Learnt = Partial<Pick<Sender, 'language' | 'languageChosen'>> & {
  nation?: Sender['nation'] | null;
  outcode?: string | null;
  council?: string | null;
  isDiscreet?: boolean;
};

/** How a question was understood: for metrics and the inspector. */
export interface Understanding {
  band: 'answer' | 'unsure' | 'unknown' | 'crisis';
  /** Probabilities from 0 to 1, best first. */
  scores: { cardId: string; score: number }[];
  why: string;
}

/** A reply to somebody else than who is speaking: to a room of staff by the platform's id of it, or into another conversation. */
export interface Post {
  to: { channel: ChannelName; roomId: string } | { conversationId: string };
  reply: Reply;
  /** So long can it be taken back: see `Turn.takesBack`. @default 0 */
  afterSeconds?: number;
  /** What is shown anew when its fate is known: a key as in `Turn.shows`, or several. */
  shows?: string | string[];
  /** By which `takesBack` and `fatesOf` find it: an id of the feature's own (UUID). */
  trackId?: string;
  /** The case that it tells its member of: it goes to nobody else, whoever's the conversation has become, and may be redirected. */
  caseId?: string;
}

/** A message that waits in a chat where nothing reaches its person, and is to go to another chat of theirs. */
export interface Redirect {
  /** Of the message that waits. */
  outboundId: string;
  conversationId: string;
  /** Why it comes there: said before the message itself. */
  why: string;
}

/** What a feature makes of one inbound. It never sends and never saves: it says what should be. */
export interface Turn<Transaction> {
  replies: Reply[];
  next: Next;
  learnt?: Learnt;
  writes?: Write<Transaction>[];
  posts?: Post[];
  /**
   * What is to be shown anew once this is committed: `cases:card:<caseId>` is given to the feature `cases`, which says how it looks from
   * what is then in the database. However often it is asked for, the last to be shown is the truth.
   */
  shows?: string[];
  /** The `trackId`s of posts that are not to be sent, if they are still waiting. */
  takesBack?: string[];
  /** Goes elsewhere, if it is certain that nothing of it has gone yet. */
  redirects?: Redirect[];
  /** Features (by name) that have much to send, a little at a time: see `Feature.feed`. */
  feeds?: string[];
  understood?: Understanding;
}

/** Goes over to another feature, by name: rooms never import each other. */
export function goTo(feature: string, data: unknown = undefined): Next {
  return { goTo: feature, with: data };
}

/**
 * Thrown by a write whose reason has gone: somebody else was faster. Nothing of the turn is kept, and it is thought again from what is
 * true now.
 */
export class Overtaken extends Error {
  override name = 'Overtaken';
}
