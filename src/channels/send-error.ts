/** Why a platform did not take a message, in the facts by which the outbox decides. */
export interface SendErrorFacts {
  /** The platform's code or status, e.g. `429`; kept as the message's fate. Never words of a person. */
  code: string;
  /** Worth trying again later. */
  retryable: boolean;
  /** The platform asked to wait this long. */
  retryAfterSeconds?: number;
  /** Nobody is at that address any more: blocked, deleted, deactivated. */
  recipientGone?: boolean;
  /** The request went out and no answer came back: it may have been delivered. */
  maybeSent?: boolean;
  /** They have to write first: their window is closed (`Channel.windowSeconds`). */
  windowClosed?: boolean;
}

/** A platform's failure. Only channels throw it, only `outbox/deliver.ts` decides by it. */
export class SendError extends Error {
  override name = 'SendError';
  readonly code: string;
  readonly retryable: boolean;
  readonly retryAfterSeconds: number | undefined;
  readonly recipientGone: boolean;
  readonly maybeSent: boolean;
  readonly windowClosed: boolean;

  constructor(facts: SendErrorFacts) {
    super(
      `The platform answered ${facts.code}: ${facts.retryable ? 'it will be tried again' : 'look the code up in its documentation'}.`,
    );
    this.code = facts.code;
    this.retryable = facts.retryable;
    this.retryAfterSeconds = facts.retryAfterSeconds;
    this.recipientGone = facts.recipientGone ?? false;
    this.maybeSent = facts.maybeSent ?? false;
    this.windowClosed = facts.windowClosed ?? false;
  }
}
