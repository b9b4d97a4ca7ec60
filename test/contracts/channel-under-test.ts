import type { Channel } from '../../src/channels/channel.ts';

/** What may go wrong between a channel and its platform. */
export type Failure =
  | 'asks to wait 7 seconds'
  | 'says that the person has blocked the bot'
  | 'knows no such chat'
  | 'refuses the message'
  | 'is broken'
  | 'breaks the connection before it has taken the message'
  | 'breaks the connection after it has taken the message'
  | 'never answers';

/** What not every platform has. */
export type PlatformPart = 'delivery' | 'tap' | 'remove' | 'fail' | 'typing';

/** A message as the person sees it, its markup read. */
export interface ShownMessage {
  /** What `Channel.send` takes to replace it. */
  id: string;
  text: string;
  choices: { id: string; label: string }[];
}

/** A channel, not yet started, with its platform behind it, and a person who has written to it before. */
export interface ChannelUnderTest {
  channel: Channel;
  /** Where the person is written to. */
  chatId: string;
  /** The person says something. */
  say(text: string): void;
  /** Brings payloads in this order, as they were captured. */
  deliver(payloads: unknown[]): void;
  /** What the bot has said to the person and is still there, oldest first. */
  shown(): ShownMessage[];
  /** Ends the channel as the whole bot is ended. */
  stop(): Promise<void>;
  /** Frees what is left. */
  close(): Promise<void>;
  /** Where the platform repeats what was not acknowledged. */
  delivery?: {
    /** How many of the things delivered the platform holds as not acknowledged. */
    waiting(): number;
    /** Resolves when the platform holds nothing any more. */
    allAcknowledged(): Promise<void>;
  };
  /** Where showing that the bot is typing does not reach the platform: lets as long pass as calls of it take. */
  aWhile?(): Promise<void>;
  /** Where there are buttons: the person presses one below the newest message that has it. */
  tap?(label: string): void;
  /** Where a message can be replaced by another: takes one away from the chat. */
  remove?(messageId: string): void;
  /** Where sending can fail: makes the next message fail, or the next sign of typing. Resolves when that begins. */
  fail?(failure: Failure, at: 'message' | 'typing'): Promise<void>;
  /** Where files travel. */
  files?: {
    /** The person sends a file. @returns what `Channel.fetchFile` takes. */
    arrive(bytes: Uint8Array): string;
    /** The files that the bot has sent and what stands below each, oldest first. */
    shown(): { as: string; name: string; bytes: Uint8Array; caption: string; choices: string[] }[];
    /** Makes the next of these go wrong. */
    fail(failure: Failure, at: 'sending' | 'finding' | 'fetching'): void;
  };
}
