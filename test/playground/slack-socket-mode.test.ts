import { once } from 'node:events';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { WebSocket } from 'ws';
import type { SlackMember } from '../../src/playground/slack/slack-member.ts';
import { type SlackServer, startSlackServer } from '../../src/playground/slack/slack-server.ts';
import { FakeClock } from './fake-clock.ts';
import { webClient } from './slack-web-client.ts';
import { startSocketApp } from './start-socket-app.ts';

interface Frame {
  type: string;
  reason?: string;
  envelope_id?: string;
  retry_attempt?: number;
  retry_reason?: string;
  accepts_response_payload?: boolean;
  num_connections?: number;
  connection_info?: { app_id: string };
  payload?: { event_id: string; event?: { text: string } };
}

let clock: FakeClock;
let slack: SlackServer;
let organiser: SlackMember;
const endings: (() => Promise<unknown>)[] = [];

beforeEach(async () => {
  clock = new FakeClock();
  slack = await startSlackServer({ clock, manifest: { commands: ['/chair'] } });
  organiser = slack.person('Organiser');
});

afterEach(async () => {
  for (const end of endings.splice(0).toReversed()) await end();
  await slack.stop();
});

/** A socket of our own, which acknowledges only what it is told to. */
async function connect() {
  const { url = '' } = await webClient(slack, slack.appToken).apps.connections.open();
  const socket = new WebSocket(url);
  const frames: Frame[] = [];
  let wake = () => {};
  socket.on('message', data => {
    frames.push(JSON.parse(String(data)));
    wake();
  });
  const next = async (): Promise<Frame> => {
    while (frames.length === 0) {
      await new Promise<void>(resolve => {
        wake = resolve;
      });
    }
    return frames.shift() as Frame;
  };
  const ack = ({ envelope_id }: Frame, payload?: object) => socket.send(JSON.stringify({ envelope_id, payload }));
  endings.push(async () => socket.terminate());
  return { url, socket, next, ack, frames };
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

test('a socket is greeted, and its address is good once', async () => {
  const { url, next } = await connect();
  expect(await next()).toMatchObject({
    type: 'hello',
    num_connections: 1,
    connection_info: { app_id: slack.world.app.id },
  });
  const again = new WebSocket(url);
  const [error] = await once(again, 'error');
  expect(String(error)).toContain('408');
});

test('envelopes go to each socket in turn', async () => {
  const [one, two] = [await connect(), await connect()];
  await one.next();
  expect((await two.next()).num_connections).toBe(2);
  for (const text of ['a', 'b', 'c', 'd']) organiser.say(organiser.dm, text);
  const texts = async ({ next }: typeof one) => [await next(), await next()].map(frame => frame.payload?.event?.text);
  expect(await texts(one)).toEqual(['a', 'c']);
  expect(await texts(two)).toEqual(['b', 'd']);
});

test('an event that is not acknowledged comes again at once, after a minute and after five, and then no more', async () => {
  const { next, frames } = await connect();
  await next();
  organiser.say(organiser.dm, 'hello');
  const attempts = [await next()];
  for (const pauseMs of [0, 60_000, 300_000]) {
    const failed = delivered(1);
    clock.advance(3000);
    await failed;
    await new Promise(setImmediate); // until the retry is planned
    clock.advance(pauseMs);
    attempts.push(await next());
  }
  expect(attempts.map(({ retry_attempt, retry_reason }) => [retry_attempt, retry_reason])).toEqual([
    [undefined, undefined],
    [1, 'timeout'],
    [2, 'timeout'],
    [3, 'timeout'],
  ]);
  expect(new Set(attempts.map(({ payload }) => payload?.event_id)).size).toBe(1);
  expect(new Set(attempts.map(({ envelope_id }) => envelope_id)).size).toBe(4);
  const last = delivered(1);
  clock.advance(3000);
  await last;
  expect([clock.waiting, frames.length]).toEqual([1, 0]); // only the ping goes on
});

test('an acknowledgement answers its own envelope, and carries an answer only where one is wanted', async () => {
  const { next, ack } = await connect();
  await next();
  const first = once(slack.events, 'delivery');
  organiser.say(organiser.dm, 'hello');
  const event = await next();
  expect(event.accepts_response_payload).toBe(false);
  ack({ type: 'x', envelope_id: 'another' });
  ack(event, { text: 'ignored' });
  expect(await first).toMatchObject([{ outcome: { acknowledged: true, response: undefined } }]);
  const typed = organiser.command(organiser.dm, '/chair');
  const command = await next();
  expect(command).toMatchObject({ type: 'slash_commands', accepts_response_payload: true });
  ack(command, { text: 'an answer' });
  expect(await typed).toEqual({ acknowledged: true, response: { text: 'an answer' } });
  expect(organiser.screen.messages(organiser.dm).map(({ text }) => text)).toEqual(['hello', 'an answer']);
});

test('what happened while no socket was open comes after a minute', async () => {
  const failed = delivered(2);
  organiser.say(organiser.dm, 'is anybody there?');
  await failed;
  const { next } = await connect();
  await next();
  clock.advance(60_000);
  expect(await next()).toMatchObject({ retry_attempt: 2, payload: { event: { text: 'is anybody there?' } } });
});

test('Bolt follows when it is asked to move, and loses nothing', async () => {
  const app = await startSocketApp(slack, endings, { reconnectMs: 500 });
  app.message(async ({ message, say }) => {
    await say(`You said ${'text' in message ? message.text : ''}`);
  });
  const gone = once(slack.events, 'sockets');
  slack.disconnectSocket('refresh_requested');
  await gone;
  const [back] = await once(slack.events, 'sockets');
  expect(back).toBe(1);
  organiser.say(organiser.dm, 'still there?');
  expect((await organiser.screen.waitForMessage(organiser.dm)).text).toBe('You said still there?');
});

test('a socket that was warned is closed ten seconds later', async () => {
  const { next, socket } = await connect();
  await next();
  slack.disconnectSocket('warning');
  expect(await next()).toMatchObject({ type: 'disconnect', reason: 'warning' });
  const closed = once(socket, 'close');
  clock.advance(10_000);
  await closed;
});

test('on request every event comes several times, an acknowledgement is lost or comes late', async () => {
  const app = await startSocketApp(slack, endings);
  const seen: (number | undefined)[] = [];
  app.message(async ({ context }) => {
    seen.push(context.retryNum);
  });
  slack.duplicateEvents(2);
  const three = delivered(3);
  organiser.say(organiser.dm, 'thrice');
  await three;
  expect(seen).toEqual([undefined, undefined, undefined]);

  slack.duplicateEvents(0);
  slack.faultAcks({ kind: 'lost' });
  organiser.say(organiser.dm, 'processed, and again');
  while (seen.length < 4) await new Promise(setImmediate);
  const again = delivered(2);
  clock.advance(3000);
  await again;
  expect(seen).toEqual([undefined, undefined, undefined, undefined, 1]);

  slack.faultAcks({ kind: 'slow', delayMs: 2000 });
  const late = delivered(1);
  organiser.say(organiser.dm, 'late, and in time');
  while (seen.length < 6) await new Promise(setImmediate);
  const { waiting } = clock;
  while (clock.waiting === waiting) await new Promise(setImmediate);
  clock.advance(2000);
  await late;
  expect(seen).toHaveLength(6);
});

test('when all sockets are cut, Bolt comes back', async () => {
  const app = await startSocketApp(slack, endings, { reconnectMs: 500 });
  app.message(async ({ say }) => {
    await say('here again');
  });
  slack.cutSockets();
  await once(slack.events, 'sockets');
  const [back] = await once(slack.events, 'sockets');
  expect(back).toBe(1);
  organiser.say(organiser.dm, 'hello?');
  expect((await organiser.screen.waitForMessage(organiser.dm)).text).toBe('here again');
});
