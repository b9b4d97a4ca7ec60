import { createHmac } from 'node:crypto';
import type { Clock } from '../../clock.ts';
import { randomId } from '../random-id.ts';
import type { Delivery, Outcome, Retry, Route } from './route.ts';

/** Posts to the app, signed: https://docs.slack.dev/authentication/verifying-requests-from-slack */
export class HttpRoute implements Route {
  readonly timeoutReason = 'http_timeout';
  readonly #url: string;
  readonly #signingSecret: string;
  readonly #verificationToken: string;
  readonly #clock: Clock;

  constructor(options: { url: string; signingSecret: string; verificationToken: string; clock: Clock }) {
    this.#url = options.url;
    this.#signingSecret = options.signingSecret;
    this.#verificationToken = options.verificationToken;
    this.#clock = options.clock;
  }

  /** The handshake of a new address. @throws {Error} when the app does not give the challenge back */
  async verify(): Promise<void> {
    const challenge = randomId(50);
    const body = JSON.stringify({ token: this.#verificationToken, challenge, type: 'url_verification' });
    const response = await this.#post(body, 'application/json', {}, AbortSignal.timeout(3000));
    const answer = await response.text();
    if (response.status === 200 && answer.includes(challenge)) return;
    throw new Error(
      `The app answered the challenge with ${response.status} and not with its value: check the address and the signing secret.`,
    );
  }

  async send(delivery: Delivery, retry: Retry | undefined, givenUp: AbortSignal): Promise<Outcome> {
    const headers: Record<string, string> = retry
      ? { 'x-slack-retry-num': String(retry.attempt), 'x-slack-retry-reason': retry.reason }
      : {};
    try {
      const { body, type } = written(delivery);
      const response = await this.#post(body, type, headers, givenUp);
      const text = await response.text();
      if (response.ok) return { acknowledged: true, response: read(text, response.headers.get('content-type') ?? '') };
      const noRetry = response.headers.get('x-slack-no-retry') === '1';
      return { acknowledged: false, reason: 'http_error', noRetry };
    } catch {
      return { acknowledged: false, reason: givenUp.aborted ? 'http_timeout' : 'connection_failed' };
    }
  }

  #post(body: string, type: string, headers: Record<string, string>, signal: AbortSignal): Promise<Response> {
    const timestamp = String(Math.floor(this.#clock.nowMs() / 1000));
    const digest = createHmac('sha256', this.#signingSecret).update(`v0:${timestamp}:${body}`).digest('hex');
    return fetch(this.#url, {
      method: 'POST',
      redirect: 'manual',
      headers: {
        'content-type': type,
        'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
        'x-slack-request-timestamp': timestamp,
        'x-slack-signature': `v0=${digest}`,
        ...headers,
      },
      body,
      signal,
    });
  }
}

function written({ type, payload }: Delivery): { body: string; type: string } {
  const form = 'application/x-www-form-urlencoded';
  if (type === 'events_api') return { body: JSON.stringify(payload), type: 'application/json' };
  if (type === 'interactive') {
    return { body: new URLSearchParams({ payload: JSON.stringify(payload) }).toString(), type: form };
  }
  const fields = Object.entries(payload).map(([name, value]) => [name, String(value)]);
  return { body: new URLSearchParams(Object.fromEntries(fields)).toString(), type: form };
}

function read(text: string, type: string): unknown {
  if (!type.includes('json')) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
