/** A conversation that only we keep going is paused. What an inbound asked for is never held: after an outage it comes all at once. */
const MESSAGES_MAX = 20;
export const WINDOW_MS = 5 * 60 * 1000;

/** What has been sent to one person, unasked, since they last wrote. */
export interface SentUnasked {
  count: number;
  /** When the first of them went; null when there is none. */
  sinceMs: number | null;
}

/**
 * True when another unasked message would make it a loop: 20 of them within 5 minutes, and not one inbound among them.
 *
 * @param sentNow how many more have been sent in this batch.
 */
export function isLoop(sent: SentUnasked, sentNow: number, nowMs: number): boolean {
  const isCurrent = sent.sinceMs !== null && nowMs - sent.sinceMs < WINDOW_MS;
  return (isCurrent ? sent.count : 0) + sentNow >= MESSAGES_MAX;
}
