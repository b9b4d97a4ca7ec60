/** A conversation that only we keep going, e.g. with another bot, is paused. */
const MESSAGES_MAX = 20;
const WINDOW_MS = 5 * 60 * 1000;

/** What has been sent to one person since they last wrote. */
export interface SentSince {
  count: number;
  /** When the first of them went; null when there is none. */
  sinceMs: number | null;
}

/** True when another message would make it a loop: 20 messages within 5 minutes, and not one inbound among them. */
export function isLoop(sent: SentSince, nowMs: number): boolean {
  return sent.sinceMs !== null && nowMs - sent.sinceMs < WINDOW_MS && sent.count >= MESSAGES_MAX;
}

/** The window after one more message. */
export function countSent(sent: SentSince, nowMs: number): SentSince {
  const isOver = sent.sinceMs === null || nowMs - sent.sinceMs >= WINDOW_MS;
  return isOver ? { count: 1, sinceMs: nowMs } : { count: sent.count + 1, sinceMs: sent.sinceMs };
}
