import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type SlackServer, startSlackServer } from '../../src/playground/slack/slack-server.ts';
import { FakeClock } from './fake-clock.ts';
import { startSocketApp } from './start-socket-app.ts';

let clock: FakeClock;
let slack: SlackServer;
const endings: (() => Promise<unknown>)[] = [];

beforeEach(async () => {
  clock = new FakeClock();
  slack = await startSlackServer({ clock, manifest: { commands: ['/chair'] } });
});

afterEach(async () => {
  for (const end of endings.splice(0).toReversed()) await end();
  await slack.stop();
});

test('smoke', async () => {
  const app = await startSocketApp(slack, endings);
  app.message('hi', async ({ say }) => {
    await say('hello');
  });
  const caseworker = slack.person('Caseworker A');
  caseworker.say(caseworker.dm, 'hi');
  const answer = await caseworker.screen.waitForMessage(caseworker.dm);
  expect(answer.text).toBe('hello');
});
