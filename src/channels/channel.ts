import type { Address, ChannelName } from '../messages/address.ts';
import type { FileContent } from '../messages/file.ts';
import type { Form } from '../messages/form.ts';
import type { Inbound } from '../messages/inbound.ts';
import type { Choice, Reply, Section } from '../messages/reply.ts';
import type { SendErrorFacts } from './send-error.ts';

/** Takes what arrived and resolves once it is stored: only then may a platform be told so. */
export type Receive = (inbound: Inbound) => Promise<void>;

/** What a platform tells later of what was sent, or of somebody's address; often more than once, and in any order. */
export type News =
  /** A delivery has come so far; `taken`: it is with the platform. */
  | { kind: 'arrived'; deliveryId: string; how: 'taken' | 'delivered' | 'read'; atMs: number }
  /** A delivery was taken in that attempt, and refused afterwards. */
  | { kind: 'refused'; deliveryId: string; attempt: number; facts: SendErrorFacts }
  /** Somebody has another address from now on. */
  | { kind: 'moved'; from: Address[]; to: Address };

/** Takes news and resolves once it is stored, as `Receive` does. */
export type Learn = (news: News) => Promise<void>;

/** One message as the platform will be given it: within its sizes. */
export interface Chunk {
  /** In our own light markup (`Reply.text`): `send` writes it in the platform's. */
  text: string;
  /** Further parts, each with its choices, on platforms that show them apart; elsewhere they are in the text and the choices. */
  sections?: Section[];
  choices: Choice[];
  /** To fill a window with: only where windows can be opened. */
  form?: Form;
  rightToLeft: boolean;
  /** Of what the platform itself needs words for, beside the choices (BCP 47). @default en */
  language?: string;
  /** The file that goes with it: it is sent with `sendFile`, the text below it. */
  fileId?: string;
}

/** Where a chunk goes, beyond the chat itself. A platform that has no such place leaves it out. */
export interface Placement {
  /** The message it takes the place of. */
  replacing?: string;
  /** The message in whose thread it stands. */
  under?: string;
  /** The window that it fills with its form. */
  windowId?: string;
  /** The page that the platform keeps for this person with us. */
  onHomePage?: boolean;
  /** A room, in which this person alone sees it. */
  inRoom?: string;
  /** Our own id of this delivery, the same in every attempt: kept beside the message where the platform can, for `findSent`. */
  deliveryId?: string;
  /** The platform's id of the message that it answers: quoted where the platform can, and somebody has said more since. */
  quoting?: string;
  /** The platform's id of a message (`Channel.newest`) behind which this one is, if it has arrived: for `findSent`. */
  behind?: string;
  /** Counts the attempts of this delivery from 1, for `News` that one of them was refused. */
  attempt?: number;
}

/** How fast a platform may be spoken to. */
export interface Pace {
  messagesPerSecond: number;
  /** To one chat. */
  messagesPerSecondPerChat: number;
  /** So many may go to one chat at once. @default 3 */
  burstPerChat?: number;
}

/** The newest message of a platform that a channel knows of. */
export interface Newest {
  messageId: string;
  /** When the platform gave it, by its clock, in milliseconds since the epoch: all that was sent before has a lower number. */
  atMs: number;
}

/**
 * An edge of the system: it translates between a platform and our nouns, and does nothing else. It never decides whether, when
 * or how often something is sent.
 */
export interface Channel {
  name: ChannelName;
  pace: Pace;
  /** What nobody asked for may only be sent in words that the platform has agreed to beforehand (WhatsApp's templates). @default false */
  needsTemplate?: boolean;
  /** Only so long after somebody's last message may anything be sent to them but a notice. Absent where there is no such window. */
  windowSeconds?: number;
  /** Another way to the same platform, whose people are this one's once that way is not configured any more. */
  succeeds?: {
    channel: ChannelName;
    /** Where somebody is written to here who is known by that address there; undefined when nobody can say. */
    addressOf(id: string): string | undefined;
  };
  /** Begins to hand what arrives to `receive`, and acknowledges it to the platform when that resolves; the same of news. */
  start(receive: Receive, learn?: Learn): Promise<void>;
  /** Takes nothing new and lets what has begun finish. */
  stop(): Promise<void>;
  /** True while the platform can be reached as configured. */
  ready(): boolean;
  /** Cuts a reply for this platform: between paragraphs, then sentences, then words, never inside one. */
  render(reply: Reply): Chunk[];
  /**
   * Sends one chunk.
   * @returns the platform's id of the message, where there is one.
   * @throws SendError with the facts by which the outbox decides what to do.
   */
  send(chatId: string, chunk: Chunk, placement?: Placement): Promise<string | undefined>;
  /**
   * Sends a file with a chunk below it. Absent where the platform takes none. Where the platform can, what is later sent in its place
   * (`Placement.replacing`) takes the file away.
   * @throws SendError as `send` does.
   */
  sendFile?(chatId: string, file: FileContent, chunk: Chunk, placement?: Placement): Promise<string | undefined>;
  /**
   * Tells somebody whose window is closed that something waits for them, in words that the platform has allowed beforehand. Absent where
   * there is no window, or nothing is set up to say it with.
   * @throws SendError as `send` does.
   */
  sendNotice?(chatId: string, language: string): Promise<void>;
  /**
   * Looks whether a delivery that was interrupted has arrived after all. Absent where the platform cannot tell.
   * @returns the platform's id of the message. @throws SendError as `send` does.
   */
  findSent?(chatId: string, deliveryId: string, placement: Placement): Promise<string | undefined>;
  /** The platform's newest message, where it numbers those of all chats together: what is sent from now on has a higher number. */
  newest?(): Newest | undefined;
  /**
   * Fetches a file that arrived (`MediaRef.fileId`), as it is: `cleanFile` has to see it first.
   * @throws SendError that is not retryable when the file is gone or too large.
   */
  fetchFile?(fileId: string): Promise<Uint8Array>;
  /** What is said again by its name is changed where it stands, and is not the last that somebody sees. @default false */
  editsInPlace?: boolean;
  /** Says in a window that what was to fill it will not come; failures do not matter. */
  giveUpWindow?(windowId: string, language: string): Promise<void>;
  /**
   * A link that opens a chat with us, with these words ready to be sent. Absent where the platform has none.
   * @returns undefined while it is not known where we are. Never throws.
   */
  chatLink?(text: string): Promise<string | undefined>;
  /** Shows that somebody is at work on an answer; failures do not matter. */
  showTyping(chatId: string): Promise<void>;
}
