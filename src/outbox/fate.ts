import type { ClaimedMessage } from './outbox-store.ts';

/** Why a message waits until its person writes. */
export const WINDOW_CLOSED = 'window closed';
/** Why a message counts as sent that nobody has seen: what was said again in its place went instead. */
export const REPLACED = 'replaced';

/** What became of one message. */
export interface Fate {
  id: bigint;
  /** `queued`: to be tried again. `sending`: the same, but it may have arrived already. */
  status: 'queued' | 'sending' | 'sent' | 'failed' | 'expired';
  chunksSent: number;
  /** A code, never words. */
  reason: string | null;
  /** It had arrived although its answer was lost, and was not sent a second time. */
  wasFound: boolean;
  /** When its last chunk so far was given to the platform, in milliseconds since the epoch; null when none was in this attempt. */
  handedOverAtMs: number | null;
  /** What is shown anew, now that this is known. */
  shows: string | null;
}

/** Not the last word on a message: it will be tried again. */
export function isOpen({ status }: Fate): boolean {
  return status === 'queued' || status === 'sending';
}

export function ends(message: ClaimedMessage, status: 'sent' | 'failed' | 'expired', reason: string | null): Fate {
  return { ...whatHappened(message), status, reason, shows: message.shows };
}

export function waits(message: ClaimedMessage, reason: string | null = null): Fate {
  return { ...whatHappened(message), status: 'queued', reason, shows: null };
}

/** Waits for its person to write; whoever sent it sees that. */
export function holds(message: ClaimedMessage): Fate {
  return { ...waits(message, WINDOW_CLOSED), shows: message.shows };
}

function whatHappened({ id, chunksSent, wasFound, handedOverAtMs }: ClaimedMessage) {
  return { id, chunksSent, wasFound, handedOverAtMs };
}
