/** A conversation that only we keep going, e.g. with another bot, is paused. */
const MESSAGES_MAX = 20;
export const WINDOW_MS = 5 * 60 * 1000;

/** What has been sent to one person since they last wrote. */
export interface SentSince {
  count: number;
  /** When the first of them went; null when there is none. */
  sinceMs: number | null;
}

/**
 * True when another message would make it a loop: 20 messages within 5 minutes, and not one inbound among them.
 *
 * @param sentNow how many more have been sent in this batch.
 */
export function isLoop(sent: SentSince, sentNow: number, nowMs: number): boolean {
  const isCurrent = sent.sinceMs !== null && nowMs - sent.sinceMs < WINDOW_MS;
  return (isCurrent ? sent.count : 0) + sentNow >= MESSAGES_MAX;
}
