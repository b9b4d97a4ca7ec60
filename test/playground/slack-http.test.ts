import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { App, HTTPReceiver } from '@slack/bolt';
import type { SlackMember } from '../../src/playground/slack/slack-member.ts';
import { type SlackServer, startSlackServer } from '../../src/playground/slack/slack-server.ts';
import { FakeClock } from './fake-clock.ts';
import { silentLogger } from './silent-logger.ts';

let clock: FakeClock;
let slack: SlackServer;
let organiser: SlackMember;
const endings: (() => Promise<unknown>)[] = [];

beforeEach(async () => {
  clock = new FakeClock(Date.now()); // Bolt refuses what was signed more than five minutes ago
  slack = await startSlackServer({
    clock,
    manifest: { commands: ['/chair'], shortcuts: [{ callbackId: 'new_case', type: 'global' }] },
  });
  organiser = slack.person('Organiser');
});

afterEach(async () => {
  for (const end of endings.splice(0).toReversed()) await end();
  await slack.stop();
});

/** Bolt's own app on HTTP. */
async function startHttpApp(signingSecret = slack.signingSecret): Promise<{ app: App; url: string }> {
  const receiver = new HTTPReceiver({ signingSecret, logger: silentLogger });
  const clientOptions = { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 } };
  const app = new App({ token: slack.botToken, receiver, logger: silentLogger, clientOptions });
  const server = await receiver.start(0);
  endings.push(() => app.stop());
  return { app, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events` };
}

/** A server that answers the challenge, and everything else as it is told. */
async function listen(
  answer: (
    headers: Record<string, string | string[] | undefined>,
  ) => { status: number; headers?: Record<string, string> } | undefined,
): Promise<string> {
  const server = createServer(async (request, response) => {
    const body = await text(request);
    const { type, challenge } = JSON.parse(body) as { type: string; challenge?: string };
    if (type === 'url_verification') return response.end(challenge);
    const given = answer(request.headers);
    if (given) response.writeHead(given.status, given.headers).end();
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  endings.push(() => {
    server.closeAllConnections();
    return new Promise(resolve => server.close(resolve));
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

function delivered(count: number): Promise<void> {
  return new Promise(resolve => {
    let left = count;
    slack.events.on('delivery', () => {
      left -= 1;
      if (left === 0) resolve();
    });
  });
}

test('Bolt answers the challenge, and hears signed events, commands, shortcuts and forms', async () => {
  const { app, url } = await startHttpApp();
  app.message(async ({ say }) => {
    await say('by HTTP');
  });
  app.command('/chair', ({ ack, command }) => ack({ text: `You asked ${command.text}` }));
  app.shortcut('new_case', async ({ ack, client, body }) => {
    const title = { type: 'plain_text' as const, text: 'Case' };
    await client.views.open({
      trigger_id: body.trigger_id,
      view: { type: 'modal', callback_id: 'case', title, submit: title, blocks: [] },
    });
    await ack();
  });
  app.view('case', ({ ack }) => ack({ response_action: 'clear' }));
  await slack.useHttp(url);
  organiser.say(organiser.dm, 'hello');
  expect((await organiser.screen.waitForMessage(organiser.dm)).text).toBe('by HTTP');
  await organiser.command(organiser.dm, '/chair', 'who is on');
  expect(organiser.screen.messages(organiser.dm).at(-1)?.text).toBe('You asked who is on');
  await organiser.shortcut('new_case');
  expect(await organiser.submit()).toEqual({ kind: 'cleared' });
});

test('an app with another signing secret is not taken', async () => {
  const { url } = await startHttpApp('not-the-secret');
  await expect(slack.useHttp(url)).rejects.toThrow('check the address and the signing secret');
});

test('an event that fails comes again at once, after a minute and after five, and says so', async () => {
  const retries: unknown[][] = [];
  const url = await listen(headers => {
    retries.push([headers['x-slack-retry-num'], headers['x-slack-retry-reason']]);
    return { status: 500 };
  });
  await slack.useHttp(url);
  const twice = delivered(2);
  organiser.say(organiser.dm, 'hello');
  await twice;
  for (const pauseMs of [60_000, 300_000]) {
    while (clock.waiting === 0) await new Promise(setImmediate);
    const again = delivered(1);
    clock.advance(pauseMs);
    await again;
  }
  expect(retries).toEqual([
    [undefined, undefined],
    ['1', 'http_error'],
    ['2', 'http_error'],
    ['3', 'http_error'],
  ]);
  expect(clock.waiting).toBe(0);
});

test('an answer that takes three seconds is too late', async () => {
  const reasons: unknown[] = [];
  const url = await listen(headers => {
    reasons.push(headers['x-slack-retry-reason']);
    return reasons.length === 1 ? undefined : { status: 200 };
  });
  await slack.useHttp(url);
  const twice = delivered(2);
  organiser.say(organiser.dm, 'hello');
  while (reasons.length === 0) await new Promise(setImmediate);
  clock.advance(3000);
  await twice;
  expect(reasons).toEqual([undefined, 'http_timeout']);
});

test('an app may ask for no retries', async () => {
  let calls = 0;
  const url = await listen(() => {
    calls += 1;
    return { status: 500, headers: { 'x-slack-no-retry': '1' } };
  });
  await slack.useHttp(url);
  const once = delivered(1);
  organiser.say(organiser.dm, 'hello');
  await once;
  await new Promise(setImmediate); // a retry would be on its way by now
  expect([calls, clock.waiting]).toEqual([1, 0]);
});
