import type { ChannelName } from '../messages/address.ts';
import type { FileContent } from '../messages/file.ts';
import type { Inbound } from '../messages/inbound.ts';
import type { Reply } from '../messages/reply.ts';

/** Takes what arrived and resolves once it is stored: only then may a platform be told so. */
export type Receive = (inbound: Inbound) => Promise<void>;

/** One message as the platform will be given it: within its sizes, in its markup. */
export interface Chunk {
  text: string;
  choices: { id: string; label: string }[];
  rightToLeft: boolean;
  /** The file that goes with it: it is sent with `sendFile`, the text below it. */
  fileId?: string;
}

/** How fast a platform may be spoken to. */
export interface Pace {
  messagesPerSecond: number;
  /** To one chat; short bursts of three are allowed. */
  messagesPerSecondPerChat: number;
}

/**
 * An edge of the system: it translates between a platform and our nouns, and does nothing else. It never decides whether, when
 * or how often something is sent.
 */
export interface Channel {
  name: ChannelName;
  pace: Pace;
  /** Begins to hand what arrives to `receive`, and acknowledges it to the platform when that resolves. */
  start(receive: Receive): Promise<void>;
  /** Takes nothing new and lets what has begun finish. */
  stop(): Promise<void>;
  /** True while the platform can be reached as configured. */
  ready(): boolean;
  /** Cuts and marks up a reply for this platform: between paragraphs, then sentences, then words, never inside one. */
  render(reply: Reply): Chunk[];
  /**
   * Sends one chunk, in place of the message `replacing` where that is given.
   * @throws SendError with the facts by which the outbox decides what to do.
   */
  send(chatId: string, chunk: Chunk, replacing?: string): Promise<void>;
  /**
   * Sends a file with a chunk below it. Absent where the platform takes none.
   * @throws SendError as `send` does.
   */
  sendFile?(chatId: string, file: FileContent, chunk: Chunk): Promise<void>;
  /**
   * Fetches a file that arrived (`MediaRef.fileId`), as it is: `cleanFile` has to see it first.
   * @throws SendError that is not retryable when the file is gone or too large.
   */
  fetchFile?(fileId: string): Promise<Uint8Array>;
  /** Shows that somebody is at work on an answer; failures do not matter. */
  showTyping(chatId: string): Promise<void>;
}
