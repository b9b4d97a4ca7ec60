import { webApi } from '@slack/bolt';
import type { SlackServer } from '../../src/playground/slack/slack-server.ts';
import { silentLogger } from './silent-logger.ts';

interface Refusal {
  error: string;
  response_metadata: { messages?: string[] };
  needed?: string;
}

/** Slack's own client, which neither repeats calls nor waits. */
export function webClient(slack: SlackServer, token = slack.botToken): webApi.WebClient {
  return new webApi.WebClient(token, {
    slackApiUrl: slack.apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logger: silentLogger,
  });
}

/** What Slack said when it refused this call. @throws {Error} when it did not */
export async function refusal(call: Promise<unknown>): Promise<Refusal> {
  const error = await call.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error instanceof webApi.WebAPIPlatformError) return error.data as unknown as Refusal;
  throw new Error(`Expected a refusal of Slack, got ${error}`);
}
