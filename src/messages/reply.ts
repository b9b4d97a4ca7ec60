/** One thing a person may tap, or answer by its number where there are no buttons. */
export interface Choice {
  /** What comes back when it is tapped: at most 64 bytes, the smallest limit of any platform (Telegram's callback_data). */
  id: string;
  label: string;
}

/** One message to one person, before any platform has a say in how it looks. */
export interface Reply {
  /** Plain text with `*bold*` for headings; paragraphs are separated by an empty line. */
  text: string;
  /** The language of the words (BCP 47): a channel needs it for direction. */
  language: string;
  choices?: Choice[];
  /** A file that we keep (`media/file-store.ts`): it goes with the beginning of the text. */
  fileId?: string;
  /** Put in place of the message whose button was pressed, where the platform can. @default false */
  replaces?: boolean;
  /** Not worth delivering later than this. @default 24 hours */
  expiresAfterSeconds?: number;
}
