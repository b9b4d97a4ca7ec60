import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { Receive } from '../../../src/channels/channel.ts';
import { createSlackChannel, type SlackChannel } from '../../../src/channels/slack/slack-channel.ts';
import { log } from '../../../src/log.ts';
import { type SlackServer, startSlackServer } from '../../../src/playground/slack/slack-server.ts';
import { createMetrics } from '../../../src/web/metrics.ts';
import { startWebServer, type WebServer } from '../../../src/web/web-server.ts';
import { readCaptured } from '../../contracts/captured.ts';
import { sayInTests } from '../../support/slack-say.ts';

const { captured } = readCaptured('slack');
const captive = (name: string) => captured.find(each => each.name === name)?.payload as Record<string, string>;
const EVENT = JSON.stringify(captive('text'));
const JSON_TYPE = 'application/json';
const FORM_TYPE = 'application/x-www-form-urlencoded';

let slack: SlackServer;
let channel: SlackChannel;
let web: WebServer;
let stored: string[];
let insteadOfStoring: Receive | undefined;

beforeEach(async () => {
  slack = await startSlackServer({ limits: 'off' });
  const { apiUrl, botToken, signingSecret } = slack;
  channel = createSlackChannel({ apiUrl, botToken, signingSecret, say: sayInTests });
  web = await startWebServer({
    host: '127.0.0.1',
    port: 0,
    metrics: createMetrics(async () => new Map()),
    health: async () => ({}),
    mounts: channel.routes ? { '/slack': channel.routes } : {},
  });
  stored = [];
  insteadOfStoring = undefined;
});
afterEach(async () => {
  jest.restoreAllMocks();
  await channel.stop();
  await web.stop();
  await slack.stop();
});

const start = () =>
  channel.start(async inbound => {
    await insteadOfStoring?.(inbound);
    stored.push(inbound.externalId);
  });

interface Post {
  type?: string;
  /** How old the signature is, in seconds. */
  age?: number;
  secret?: string;
  headers?: Record<string, string>;
  path?: string;
}

function post(body: string, { type = JSON_TYPE, age = 0, secret, headers = {}, path = '' }: Post = {}) {
  const timestamp = String(Math.floor(Date.now() / 1000) - age);
  const digest = createHmac('sha256', secret ?? slack.signingSecret)
    .update(`v0:${timestamp}:${body}`)
    .digest('hex');
  return fetch(`http://127.0.0.1:${web.port}/slack${path}`, {
    method: 'POST',
    headers: {
      'content-type': type,
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': `v0=${digest}`,
      ...headers,
    },
    body,
  });
}

describe('a post to the way in of Slack', () => {
  test.each<[string, Post]>([
    ['a forged signature', { secret: 'not-the-secret' }],
    ['a signature of another version', { headers: { 'x-slack-signature': 'v1=00' } }],
    ['half a signature', { headers: { 'x-slack-signature': 'v0=' } }],
    ['no signature', { headers: { 'x-slack-signature': '' } }],
    ['no time', { headers: { 'x-slack-request-timestamp': '' } }],
    ['a time that is none', { headers: { 'x-slack-request-timestamp': 'now' } }],
    ['an old timestamp', { age: 301 }],
    ['a timestamp that is yet to come', { age: -301 }],
  ])('with %s gets 401, and nothing of it is stored', async (_, options) => {
    await start();
    const answer = await post(EVENT, options);
    expect([answer.status, await answer.text()]).toEqual([401, '']);
    expect(stored).toEqual([]);
  });

  test('that was changed on its way gets 401', async () => {
    await start();
    const timestamp = String(Math.floor(Date.now() / 1000));
    const digest = createHmac('sha256', slack.signingSecret).update(`v0:${timestamp}:${EVENT}`).digest('hex');
    const headers = { 'x-slack-signature': `v0=${digest}`, 'x-slack-request-timestamp': timestamp };
    expect((await post(`${EVENT} `, { headers })).status).toBe(401);
  });

  test('that is refused is counted in the log by a code, and does not fill it', async () => {
    await start();
    const warn = jest.spyOn(log, 'warn');
    for (let count = 0; count < 12; count++) await post(EVENT, { secret: 'not-the-secret' });
    await post(EVENT, { age: 301 });
    expect(warn.mock.calls.map(([facts]) => facts)).toEqual([
      { code: 'forged signature', count: 1 },
      { code: 'forged signature', count: 10 },
      { code: 'old timestamp', count: 1 },
    ]);
  });

  test.each(['', '/events'])('that Slack has signed is stored, at /slack%s', async path => {
    await start();
    expect((await post(EVENT, { path })).status).toBe(200);
    expect(stored).toEqual(['Ev0000001']);
  });

  test('gets 200 only when it is stored', async () => {
    const order: string[] = [];
    const { promise: asked, resolve: ask } = Promise.withResolvers<void>();
    const { promise: finished, resolve: finish } = Promise.withResolvers<void>();
    insteadOfStoring = async () => {
      ask();
      await finished;
      order.push('stored');
    };
    await start();
    const answered = post(EVENT).then(({ status }) => order.push(String(status)));
    await asked;
    // Were it answered early, it would be by the time that another request has been.
    expect((await post(EVENT, { secret: 'wrong' })).status).toBe(401);
    finish();
    await answered;
    expect(order).toEqual(['stored', '200']);
  });

  test('that cannot be stored gets 503 with no word of it, and so it comes again', async () => {
    await start();
    insteadOfStoring = () => Promise.reject(new Error('can i see a doctor'));
    const answer = await post(EVENT);
    expect([answer.status, await answer.text()]).toEqual([503, '']);
    insteadOfStoring = undefined;
    const retry = { 'x-slack-retry-num': '1', 'x-slack-retry-reason': 'http_error' };
    expect((await post(EVENT, { headers: retry })).status).toBe(200);
    expect(stored).toEqual(['Ev0000001']);
  });

  test('that comes before the bot is ready, or after it has stopped, gets 503', async () => {
    expect((await post(EVENT)).status).toBe(503);
    await start();
    await channel.stop();
    expect((await post(EVENT)).status).toBe(503);
    expect(stored).toEqual([]);
  });

  test('that is too large gets 413', async () => {
    await start();
    expect((await post('x'.repeat(1_000_001))).status).toBe(413);
  });

  test.each([
    ['no JSON', 'hello', JSON_TYPE],
    ['half of a JSON', EVENT.slice(0, 40), JSON_TYPE],
    ['a JSON that is no object', 'null', JSON_TYPE],
    ['a form with half of a JSON', 'payload=%7B', FORM_TYPE],
  ])('of %s gets 400, and stops nothing', async (_, body, type) => {
    await start();
    expect((await post(body, { type })).status).toBe(400);
    expect((await post(EVENT)).status).toBe(200);
  });

  test('that asks whether this address is ours is answered before the bot is ready', async () => {
    const answer = await post(JSON.stringify({ type: 'url_verification', challenge: 'prove it', token: 'x' }));
    expect(await answer.json()).toEqual({ challenge: 'prove it' });
  });

  test('that asks whether there is TLS is answered unsigned, and smuggles nothing in', async () => {
    await start();
    const body = new URLSearchParams({ ssl_check: '1', payload: JSON.stringify(captive('choice')) }).toString();
    const answer = await post(body, { type: FORM_TYPE, secret: 'none' });
    expect([answer.status, await answer.text()]).toEqual([200, '']);
    expect(stored).toEqual([]);
  });

  test('may be a button in a form, or a command as one', async () => {
    await start();
    const button = new URLSearchParams({ payload: JSON.stringify(captive('choice')) }).toString();
    const command = new URLSearchParams(captive('command')).toString();
    for (const body of [button, command]) expect((await post(body, { type: FORM_TYPE })).status).toBe(200);
    expect(stored).toEqual(['U1000001/1784019630.000300', '100.200.400']);
  });
});
