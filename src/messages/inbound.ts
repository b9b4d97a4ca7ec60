import type { Address } from './address.ts';
import type { FormValues } from './form.ts';

/** A file as the platform names it; nothing is downloaded until a person needs it. */
export interface MediaRef {
  kind: 'photo' | 'voice' | 'audio' | 'video' | 'document' | 'sticker';
  /** The platform's id by which the file can be fetched later. */
  fileId: string;
  sizeBytes?: number;
  mimeType?: string;
}

/** What somebody did: said something, pressed a button, sent a file, left. */
export type InboundContent =
  | { kind: 'text'; text: string }
  /** A message that was sent before and has been changed since. */
  | { kind: 'edit'; text: string }
  /** `name` without the slash, in lower case. */
  | { kind: 'command'; name: string; argument: string }
  /** A button of ours; `messageId` is the platform's id of the message that carries it. */
  | { kind: 'choice'; choiceId: string; messageId: string }
  | { kind: 'media'; media: MediaRef; caption?: string }
  | { kind: 'location'; latitude: number; longitude: number }
  /** A form of ours was filled in. */
  | { kind: 'form'; formId: string; values: FormValues }
  /** Somebody looks at the page that the platform keeps for them with us (Slack's Home tab). */
  | { kind: 'home' }
  /** Something is to be done with a message of theirs: Slack's message shortcuts. */
  | { kind: 'shortcut'; name: string; message: PointedAt }
  /** The person stopped or blocked the bot. */
  | { kind: 'left' };

/** A message in a room that somebody points at. */
export interface PointedAt {
  /** The platform's id of it, and of the message whose thread it is in. */
  messageId: string;
  threadId?: string;
  /** True when whoever points at it wrote it. */
  isOwn: boolean;
  text: string;
  media: MediaRef[];
}

/** One thing that arrived, in words every room understands. Unique on (channel, externalId). */
export interface Inbound {
  from: Address;
  /** Other addresses by which the same person may have been known until now. */
  alsoKnownAs?: Address[];
  /** The platform's id of this delivery: the same for every redelivery of it. */
  externalId: string;
  /**
   * `group`: others read along, so nothing personal is said there. `room`: a button, a form, a command or a shortcut where staff work;
   * what is merely written there never arrives.
   */
  place: 'private' | 'group' | 'room';
  /** The platform's id of that room. */
  roomId?: string;
  /** The platform's id of a window that was opened for this and waits to be filled with a form. */
  windowId?: string;
  /** Milliseconds since the epoch, by the platform's clock. */
  sentAtMs: number;
  /** The language the person's app is set to (BCP 47), where the platform tells. */
  appLanguage?: string;
  content: InboundContent;
}
