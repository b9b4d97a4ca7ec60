import type { z } from 'zod';
import type { Transaction } from '../database/transaction.ts';
import type { Reading } from '../knowledge/reading.ts';
import type { SteeringWord } from '../knowledge/words.ts';
import type { ChannelName } from '../messages/address.ts';
import type { Inbound, InboundContent } from '../messages/inbound.ts';
import type { Reply } from '../messages/reply.ts';
import type { Sender } from '../messages/sender.ts';
import type { Post, Turn, Write } from '../messages/turn.ts';

/** What a feature is given to think about: who is speaking, and what they said or pressed. */
export interface Heard {
  sender: Sender;
  /** The language to answer in: the sender's, or the best guess while they have none. */
  language: string;
  /** The language the words are in, where that is sure enough to act on (`confidence` from 0 to 1). */
  writtenIn?: { language: string; confidence: number };
  place: Inbound['place'];
  /** The platform it came by, and the room of staff that it came from. */
  channel: ChannelName;
  roomId?: string;
  /** When it was said, by the platform's clock: "tomorrow" counts from then. Milliseconds since the epoch. */
  sentAtMs: number;
  /** True when a window waits for a form. */
  hasWindow: boolean;
  content: InboundContent;
  /** The words, from whatever carried them; a burst of messages is joined by line breaks. */
  text?: string;
  /** What has been read of them so far; `wordsOf` gives it to who reads them next. */
  reading?: Reading;
  /** Set when the whole message is a word that steers, such as "help" in any language. */
  word?: SteeringWord;
  /** What another feature sent along when it handed over. */
  handedOver?: unknown;
}

/** The words for whoever reads them, with what others have read of them where they are still the same. */
export function wordsOf({ text, reading }: Pick<Heard, 'text' | 'reading'>): string | Reading | undefined {
  return reading?.text === text ? reading : text;
}

export type FeatureTurn = Turn<Transaction>;
export type FeatureWrite = Write<Transaction>;

/** What is done without anybody having written: committed alone. */
export type TimelyTurn = Pick<FeatureTurn, 'writes' | 'posts' | 'shows' | 'takesBack' | 'redirects' | 'feeds'>;

/** How a channel that is open may be written to unasked. */
export interface OpenChannel {
  messagesPerSecond: number;
  /** Only in words that its platform has agreed to beforehand. */
  needsTemplate: boolean;
}

/** A little of what is to be sent to very many, and what that changes. */
export interface Portion extends Omit<TimelyTurn, 'writes'> {
  /** Goes when nothing else is to be said. Each has a `trackId`. */
  bulk: Post[];
  /** When to ask again: at once; when a part of this has had time to go; the same, though nothing has changed; when somebody feeds again. */
  next: 'more' | 'soon' | 'unchanged' | 'never';
}

/** One room's way of talking. It thinks and returns a Turn; it never sends, and never knows a platform. */
export interface Feature<State = unknown> {
  /** Also the first part of the ids of its choices: `faq:helped:HLT-01`. */
  name: string;
  /** Parses saved state: state of an older shape does not parse, and the conversation restarts politely. */
  state: z.ZodType<State>;
  /** True when a message is this feature's business wherever the conversation is. Features are asked in the order of `main.ts`. */
  claims?(heard: Heard): boolean | Promise<boolean>;
  /** What a stranger reads before the first answer. */
  introduce?(heard: Heard): Reply[];
  think(heard: Heard, state: State | undefined): FeatureTurn | Promise<FeatureTurn>;
  /**
   * True for state that holds what somebody would miss, such as words that are not sent yet: when another feature answers in between it is
   * kept, and given back with whatever this one hears next.
   */
  keeps?(state: State): boolean;
  /** Set where it waits only behind a question that a plain "yes" or "no" answers: that is then for it, whoever else would claim it. */
  asksYesOrNo?: true;
  /**
   * How what was asked for in `Turn.shows` looks now. Nothing is changed by it, and nothing is shown anew when it has arrived.
   *
   * @param key without the feature's name.
   */
  show?(key: string): Promise<Post[]>;
  /** What time alone brings (reminders, deadlines): asked every minute, in one of the processes. */
  tick?(nowMs: number): Promise<TimelyTurn[]>;
  /**
   * The next portion of what is to be sent to very many, no more than the channels can take soon. It is asked for in one process at a time, in
   * the transaction that keeps the portion: what it marks there as given has been given, and nothing else has.
   */
  feed?(transaction: Transaction, channels: ReadonlyMap<string, OpenChannel>, nowMs: number): Promise<Portion>;
}
