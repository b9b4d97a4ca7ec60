/** Why a file is not taken, as a code: its words are in `locales/`. */
export type RefusalCode =
  | 'empty'
  | 'tooLarge'
  | 'executable'
  | 'archive'
  | 'webPage'
  | 'office'
  | 'macros'
  /** Opens only with a password. */
  | 'locked'
  /** Cut off, or broken inside. */
  | 'damaged'
  /** Well formed as far as it was read, but it would take too much time or memory, or cannot be cleaned for certain. */
  | 'tooComplex'
  | 'unknown';

/** Ends the reading of a file inside this room; `cleanFile` turns it into an answer. */
export class FileRefusal extends Error {
  override name = 'FileRefusal';
  readonly code: RefusalCode;

  constructor(code: RefusalCode) {
    super(`The file is not taken (${code}): ask for a photo, a PDF, a voice note or a short video instead.`);
    this.code = code;
  }
}
