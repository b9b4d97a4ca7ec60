import type { Address } from './address.ts';

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
  /** The person stopped or blocked the bot. */
  | { kind: 'left' };

/** One thing that arrived, in words every room understands. Unique on (channel, externalId). */
export interface Inbound {
  from: Address;
  /** The platform's id of this delivery: the same for every redelivery of it. */
  externalId: string;
  /** `group`: others read along, so nothing personal is said there. */
  place: 'private' | 'group';
  /** Milliseconds since the epoch, by the platform's clock. */
  sentAtMs: number;
  /** The language the person's app is set to (BCP 47), where the platform tells. */
  appLanguage?: string;
  content: InboundContent;
}
