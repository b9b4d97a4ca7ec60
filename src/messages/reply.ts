import type { Form } from './form.ts';

/** One thing a person may tap, or answer by its number where there are no buttons. */
export interface Choice {
  /** What comes back when it is tapped: at most 64 bytes, the smallest limit of any platform (Telegram's callback_data). */
  id: string;
  label: string;
  /** A window is to be opened for what it leads to, at once, where windows can be opened. @default false */
  opensForm?: boolean;
  /** Asks whether it is meant before it counts. */
  confirm?: string;
}

/** A part of a long message or page: a heading's worth of text, with its own choices below it. */
export interface Section {
  text: string;
  /** Where it is another than the reply's (BCP 47): a member's words among those of staff. */
  language?: string;
  choices?: Choice[];
}

/** One message to one person, before any platform has a say in how it looks. */
export interface Reply {
  /** Plain text with `*bold*` for headings; paragraphs are separated by an empty line. */
  text: string;
  /** The language of the words (BCP 47): a channel needs it for direction. */
  language: string;
  /** Further parts, each with its choices; the reply's own choices stand last. */
  sections?: Section[];
  choices?: Choice[];
  /** Of the labels (BCP 47), where it is another than the words': below a card that is only there in English. @default the words' */
  choicesLanguage?: string;
  /** A file that we keep (`media/file-store.ts`): it goes with the beginning of the text. */
  fileId?: string;
  /** Put in place of the message whose button was pressed, where the platform can. @default false */
  replaces?: boolean;
  /** Said again under the same name in the same conversation, it takes the place of what was said before. */
  name?: string;
  /** In the thread below the message of this name, where the platform has threads. */
  under?: string;
  /** A form to fill in: the text introduces it. */
  form?: Form;
  /** Shown on the page that the platform keeps for the person with us (Slack's Home tab), in place of what was there. @default false */
  onHomePage?: boolean;
  /** Not worth delivering later than this. @default 24 hours */
  expiresAfterSeconds?: number;
}
