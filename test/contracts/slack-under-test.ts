import { once } from 'node:events';
import { jest } from '@jest/globals';
import type { Receive } from '../../src/channels/channel.ts';
import { createSlackChannel } from '../../src/channels/slack/slack-channel.ts';
import type { Delivery } from '../../src/playground/slack/app-link/route.ts';
import { MessageDesk } from '../../src/playground/slack/message-desk.ts';
import { type SlackServer, startSlackServer } from '../../src/playground/slack/slack-server.ts';
import type { Message } from '../../src/playground/slack/wire.ts';
import { createMetrics } from '../../src/web/metrics.ts';
import { startWebServer } from '../../src/web/web-server.ts';
import { FakeClock } from '../playground/fake-clock.ts';
import { webClient } from '../playground/slack-web-client.ts';
import { readSlackManifest } from '../support/slack-manifest.ts';
import { sayInTests } from '../support/slack-say.ts';
import type { ChannelUnderTest, Failure } from './channel-under-test.ts';
import { readSlackMessage } from './read-slack-message.ts';

/** What the bot is called in captured payloads. */
const BOT_IN_FIXTURES = 'U0000000BOT';
/** https://docs.slack.dev/apis/events-api#retries */
const ATTEMPTS_MAX = 4;
const ANSWER_MS_MAX = 3000;

type FaultPlanned = Parameters<SlackServer['fault']>[0];
const FAULTS: Record<Failure, FaultPlanned> = {
  'asks to wait 7 seconds': { kind: 'ratelimited', retryAfterSeconds: 7 },
  // Nobody can block an app in Slack; who has left the organisation can be reached as little.
  'says that the person has blocked the bot': { kind: 'error', code: 'user_disabled' },
  'knows no such chat': { kind: 'error', code: 'channel_not_found' },
  'refuses the message': { kind: 'error', code: 'invalid_blocks' },
  'is broken': { kind: 'status', status: 503 },
  'breaks the connection before it has taken the message': { kind: 'drop-before' },
  'breaks the connection after it has taken the message': { kind: 'drop-after' },
  'never answers': { kind: 'delay', delayMs: Number.MAX_SAFE_INTEGER },
};

/** The Slack channel with the real Bolt, against the local Slack. */
export async function slackUnderTest(way: 'Socket Mode' | 'HTTP'): Promise<ChannelUnderTest> {
  const clock = new FakeClock(Date.now());
  const slack = await startSlackServer({ limits: 'off', clock, manifest: readSlackManifest() });
  const { apiUrl, botToken, appToken, signingSecret, world } = slack;
  const channel = createSlackChannel({
    apiUrl,
    botToken,
    ...(way === 'HTTP' ? { signingSecret } : { appToken }),
    pace: { messagesPerSecond: 1000, messagesPerSecondPerChat: 1000 },
    say: sayInTests,
  });
  const web = channel.routes && (await webServerOf(channel.routes));
  if (web) await slack.useHttp(`http://127.0.0.1:${web.port}/slack`);
  const person = slack.person('Member');
  const client = webClient(slack);
  const line = new WaitingLine();

  /** Slack waits three seconds for an acknowledgement; nobody here has to. */
  const hurried = (receive: Receive): Receive => {
    if (way === 'HTTP') return receive;
    return inbound =>
      receive(inbound).catch(error => {
        setImmediate(() => clock.advance(ANSWER_MS_MAX));
        throw error;
      });
  };

  /** The person has opened the app before, so that their language is known. */
  async function meet(): Promise<void> {
    const asked = once(slack.events, 'call');
    person.openApp('messages');
    await asked;
    await client.auth.test(); // by when the answer has arrived as well
  }

  return {
    channel: {
      ...channel,
      async start(receive) {
        await channel.start(hurried(receive));
        await meet();
        line.begin();
      },
    },
    chatId: person.user.id,
    say(text) {
      line.add(async () => {
        const acknowledged = new Promise<void>(resolve => {
          slack.events.on('delivery', ({ outcome }) => outcome.acknowledged && resolve());
        });
        person.say(person.dm, text);
        await acknowledged;
      });
    },
    deliver(payloads) {
      for (const payload of payloads) line.add(() => insist(slack, payload));
    },
    shown: () => botMessages().map(readSlackMessage),
    // Slack knows no sign of typing: something else has to go there and come back.
    async aWhile() {
      for (let calls = 0; calls < 3; calls++) await client.auth.test();
    },
    delivery: { waiting: () => line.length, allAcknowledged: () => line.end() },
    tap: label => line.add(() => person.tap(person.dm, label)),
    remove: ts => new MessageDesk(world).remove(person.dm, person.screen.message(person.dm, ts)),
    fail(failure, at) {
      if (at === 'typing') return Promise.resolve();
      if (failure === 'never answers') useFakeTimeouts();
      slack.fault(FAULTS[failure], { method: 'chat.postMessage' });
      return whenStruck(slack);
    },
    files: {
      arrive: bytes => person.upload(person.dm, { name: 'letter', bytes }).files?.[0]?.id ?? '',
      shown: () => botMessages().flatMap(showFile),
      fail(failure, at) {
        const method = { sending: 'files.completeUploadExternal', finding: 'files.info', fetching: 'download' }[at];
        slack.fault(FAULTS[failure], { method });
      },
    },
    async stop() {
      await channel.stop();
      await web?.stop();
    },
    async close() {
      jest.restoreAllMocks();
      await slack.stop();
    },
  };

  function showFile(message: Message) {
    const { info, bytes } = world.files.byId(message.files?.[0]?.id ?? '') ?? {};
    if (!info || !bytes) return [];
    const { text: caption, choices } = readSlackMessage(message);
    return [{ as: info.filetype, name: info.name, bytes, caption, choices: choices.map(({ label }) => label) }];
  }

  function botMessages(): Message[] {
    return person.screen.messages(person.dm).filter(({ bot_id }) => bot_id !== undefined);
  }
}

/** What Slack brings, one after the other, from when the app is there. Slack itself promises no order: a test needs one. */
class WaitingLine {
  length = 0;
  #last: Promise<unknown>;
  begin = () => {};

  constructor() {
    this.#last = new Promise<void>(resolve => {
      this.begin = resolve;
    });
  }

  add(work: () => Promise<unknown>): void {
    this.length += 1;
    this.#last = this.#last.then(work).finally(() => {
      this.length -= 1;
    });
  }

  async end(): Promise<void> {
    while (this.length > 0) await this.#last;
  }
}

/** Brings what was captured until it is acknowledged, and an event no more often than Slack does. */
async function insist({ world }: SlackServer, payload: unknown): Promise<void> {
  const written = JSON.stringify(payload).replaceAll(BOT_IN_FIXTURES, world.bot.id);
  const delivery = deliveryOf(JSON.parse(written) as Record<string, unknown>);
  const attemptsMax = delivery.type === 'events_api' ? ATTEMPTS_MAX : 1;
  for (let attempt = 0; attempt < attemptsMax; attempt++) {
    const givenUp = new AbortController();
    const cancel = world.clock.after(ANSWER_MS_MAX, () => givenUp.abort());
    const retry = attempt > 0 ? ({ attempt, reason: 'http_error' } as const) : undefined;
    const { acknowledged } = await world.link.route.send(delivery, retry, givenUp.signal);
    cancel();
    if (acknowledged) return;
  }
}

function deliveryOf(payload: Record<string, unknown>): Delivery {
  if ('command' in payload) return { type: 'slash_commands', payload, acceptsResponse: true };
  const type = payload.type === 'event_callback' ? 'events_api' : 'interactive';
  return { type, payload, acceptsResponse: false };
}

function webServerOf(routes: Parameters<typeof startWebServer>[0]['mounts'][string]) {
  return startWebServer({
    host: '127.0.0.1',
    port: 0,
    metrics: createMetrics(async () => new Map()),
    health: async () => ({}),
    mounts: { '/slack': routes },
  });
}

/** Resolves when the next planned failure begins. */
function whenStruck({ world: { faults } }: SlackServer): Promise<void> {
  return new Promise(resolve => {
    const take = faults.takeForCall.bind(faults);
    faults.takeForCall = method => {
      const fault = take(method);
      if (fault) resolve();
      return fault;
    };
  });
}

/** Node's own timeouts, which Slack's client uses, know no fake clock. */
function useFakeTimeouts(): void {
  jest.spyOn(AbortSignal, 'timeout').mockImplementation(delayMs => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(new DOMException('too late', 'TimeoutError')), delayMs).unref();
    return controller.signal;
  });
}
