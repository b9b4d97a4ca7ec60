import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Bot, startBot } from '../../src/bot.ts';
import type { Delivery, Route } from '../../src/playground/slack/app-link/route.ts';
import type { SlackMember } from '../../src/playground/slack/slack-member.ts';
import { FakeClock } from '../playground/fake-clock.ts';
import { type CaseHouse, openCaseHouse } from '../support/case-house.ts';
import { untilStored } from '../support/case-house-life.ts';

const PEOPLE = 30;
/** Theirs, a mention in a channel, and a look at the Home tab. */
const EVENTS = PEOPLE + 2;
/** What Slack gives an app to answer in, and when an event comes a third time. */
const ANSWER_MS = 3000;
const THIRD_AFTER_MS = 60_000;
/** Signed requests that are five minutes old are refused: Slack's clock is moved by less than that. */
const BEHIND_MS = 240_000;

describe.each(['Socket Mode', 'HTTP'])('what Slack brings again, by %s', way => {
  let house: CaseHouse;
  let bot: Bot;
  let clock: FakeClock;
  let people: SlackMember[];
  /** What people did, as it has been brought so far: its number as a retry, and whether it was acknowledged. */
  let brought: { attempt: number; acknowledged: boolean }[];
  let onBrought = () => {};
  /** So many times Slack does not hear that we have it. */
  let unheard = 0;

  beforeAll(async () => {
    clock = new FakeClock(Date.now() - BEHIND_MS);
    house = await openCaseHouse({ clock });
    const { slack } = house;
    const config = house.config();
    if (config.slack && way === 'HTTP') {
      const { botToken, apiUrl, pace } = config.slack;
      config.slack = { botToken, apiUrl, pace, signingSecret: slack.signingSecret };
    }
    bot = await startBot(config);
    if (way === 'HTTP') await slack.useHttp(`${bot.url}/slack`);
    slack.world.link.route = watched(slack.world.link.route);
    people = Array.from({ length: PEOPLE }, () => slack.person('Member'));
  }, 120_000);
  afterAll(async () => {
    await bot.stop();
    await house.stop();
  });

  /** The way to the app, watched. Slack also brings what the app has said itself. */
  function watched(route: Route): Route {
    return {
      timeoutReason: route.timeoutReason,
      async send(delivery, retry, givenUp) {
        const outcome = await route.send(delivery, retry, givenUp);
        if (isOfApp(delivery)) return outcome;
        const attempt = retry?.attempt ?? 0;
        brought.push({ attempt, acknowledged: outcome.acknowledged });
        onBrought();
        return attempt < unheard ? { acknowledged: false, reason: route.timeoutReason } : outcome;
      },
    };
  }

  /** Everybody does something. */
  function happens(): void {
    brought = [];
    const [one] = house.caseworkers as [SlackMember];
    for (const person of people) person.say(person.dm, 'what is the minimum wage');
    one.say(house.room, `<@${house.slack.world.bot.id}> what is the minimum wage`);
    one.openApp('home');
  }

  /** Resolves when all events have been brought so many times. */
  async function broughtTimes(times: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    onBrought = () => brought.length === times * EVENTS && resolve();
    onBrought();
    await promise;
    await new Promise(setImmediate);
  }

  /** How many inbounds there are that were answered, after these times of everything. */
  async function answered(): Promise<number> {
    await untilStored(house, `SELECT count(*) = 0 FROM inbound_message WHERE status <> 'answered'`);
    const [counted] = await house.query<{ all: number }>(`SELECT count(*)::int AS all FROM inbound_message`);
    return counted?.all ?? 0;
  }

  const attempts = (attempt: number) => brought.filter(each => each.attempt === attempt);
  const asAttempt = (attempt: number, acknowledged: boolean) =>
    Array.from({ length: EVENTS }, () => ({ attempt, acknowledged }));

  test('comes three times since our word was lost, and is one inbound', async () => {
    const before = await answered();
    unheard = 2;
    happens();
    await broughtTimes(2);
    clock.advance(THIRD_AFTER_MS);
    await broughtTimes(3);
    unheard = 0;
    for (const attempt of [0, 1, 2]) expect(attempts(attempt)).toEqual(asAttempt(attempt, true));
    expect((await answered()) - before).toBe(EVENTS);
  });

  test('comes again since it could not be stored, and is taken when it can', async () => {
    const before = await answered();
    await house.query(`CREATE SEQUENCE refusals`);
    await house.query(`CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN PERFORM nextval('refusals'); RAISE EXCEPTION 'full'; END $$`);
    await house.query(`CREATE TRIGGER refuse BEFORE INSERT ON inbound_message EXECUTE FUNCTION refuse()`);
    happens();
    for (const times of [1, 2]) {
      await untilStored(house, `SELECT last_value >= ${times} AND is_called FROM refusals`);
      // By HTTP it is told at once that it could not be stored; by a socket it is told nothing.
      if (way === 'Socket Mode') clock.advance(ANSWER_MS);
      await broughtTimes(times);
    }
    await house.query(`DROP TRIGGER refuse ON inbound_message`);
    clock.advance(THIRD_AFTER_MS);
    await broughtTimes(3);
    expect(attempts(0)).toEqual(asAttempt(0, false));
    expect(attempts(2)).toEqual(asAttempt(2, true));
    expect((await answered()) - before).toBe(EVENTS);
  });

  test('comes only as a retry since Slack was cut off, and is taken', async () => {
    const before = await answered();
    const { slack } = house;
    let lost = 0;
    const { promise: allLost, resolve } = Promise.withResolvers<void>();
    slack.events.on('delivery', () => ++lost === 2 * EVENTS && resolve());
    slack.startOutage({ kind: 'status', status: 503 });
    happens();
    await allLost;
    slack.endOutage();
    if (way === 'Socket Mode') {
      do await once(slack.events, 'sockets');
      while (slack.world.sockets.connections === 0);
    }
    await new Promise(setImmediate);
    clock.advance(THIRD_AFTER_MS);
    await broughtTimes(1);
    expect(brought).toEqual(asAttempt(2, true));
    expect((await answered()) - before).toBe(EVENTS);
  });
});

function isOfApp({ payload: { event } }: Delivery): boolean {
  return typeof event === 'object' && event !== null && 'bot_id' in event;
}
