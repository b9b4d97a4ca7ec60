import type { SentOption } from './shown-message.ts';

/** A message as somebody's phone shows it. */
export interface MessageView {
  id: string;
  isOwn: boolean;
  atMs: number;
  /** WhatsApp's own marks in it are still to be read. */
  text: string;
  /** Of an own message: the business has seen it. */
  isRead: boolean;
  options: SentOption[];
  /** What opens the options, where they are a list. */
  listLabel?: string;
  file?: { id: string; kind: string; name: string };
  /** It came outside the 24 hours. */
  isTemplate: boolean;
}

/** A member's phone as the page shows it. */
export interface PhoneView {
  userId: string;
  name: string;
  /** Their number, or the username that they show in its place. */
  knownBy: string;
  languageCode: string;
  blocked: boolean;
  /** Until when they can be written to freely, in ms since the epoch; undefined before they have written. */
  windowEndsAtMs?: number;
  /** Oldest first. */
  messages: MessageView[];
}

/** All that the WhatsApp pane shows. */
export interface WhatsappView {
  /** The time in the playground. */
  nowMs: number;
  phones: PhoneView[];
}

/** What the server tells the WhatsApp pane as it happens. */
export type WhatsappEvent =
  /** A phone has changed, or is new. */
  | { kind: 'phone'; phone: PhoneView }
  | { kind: 'message'; phone: PhoneView; message: MessageView }
  | { kind: 'typing'; userId: string };
