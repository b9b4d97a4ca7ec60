import type { Reply } from './reply.ts';
import type { Sender } from './sender.ts';

/** One change to the database that belongs to a turn, applied in its transaction. */
export interface Write<Transaction> {
  /** What is written, for the inspector and for errors, e.g. `answer_feedback`. */
  label: string;
  apply(transaction: Transaction): Promise<unknown>;
}

/** Where the conversation goes: it waits in this feature with a state, goes over to another feature, or back to the start. */
export type Next = { wait: unknown } | { goTo: string; with: unknown } | 'start';

/** What a turn learnt of the sender. `null` forgets. */
export type Learnt = Partial<Pick<Sender, 'language' | 'languageChosen'>> & {
  nation?: Sender['nation'] | null;
  outcode?: string | null;
};

/** How a question was understood: for metrics and the inspector. */
export interface Understanding {
  band: 'answer' | 'unsure' | 'unknown' | 'crisis';
  /** Probabilities from 0 to 1, best first. */
  scores: { cardId: string; score: number }[];
  why: string;
}

/** What a feature makes of one inbound. It never sends and never saves: it says what should be. */
export interface Turn<Transaction> {
  replies: Reply[];
  next: Next;
  learnt?: Learnt;
  writes?: Write<Transaction>[];
  understood?: Understanding;
}

/** Goes over to another feature, by name: rooms never import each other. */
export function goTo(feature: string, data: unknown = undefined): Next {
  return { goTo: feature, with: data };
}
