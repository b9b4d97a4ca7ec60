/** What Slack has to say to the app. */
export interface Delivery {
  type: 'events_api' | 'interactive' | 'slash_commands';
  payload: Record<string, unknown>;
  /** Whether the acknowledgement may carry an answer. */
  acceptsResponse: boolean;
}

export type FailureReason = 'timeout' | 'http_timeout' | 'http_error' | 'connection_failed';

/** Why an event comes again: the first retry is number 1. */
export interface Retry {
  attempt: number;
  reason: FailureReason;
}

export type Outcome =
  | { acknowledged: true; response: unknown }
  | { acknowledged: false; reason: FailureReason; noRetry?: boolean };

/** How the app is reached. */
export interface Route {
  /** What a missed deadline is called. */
  readonly timeoutReason: FailureReason;
  /** @param givenUp aborts when Slack waits no longer */
  send(delivery: Delivery, retry: Retry | undefined, givenUp: AbortSignal): Promise<Outcome>;
}
