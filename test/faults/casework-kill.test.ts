import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { SlackMember } from '../../src/playground/slack/slack-member.ts';
import type { TelegramMember } from '../../src/playground/telegram/telegram-member.ts';
import { type BotProcess, startBotProcess } from '../support/bot-process.ts';
import { type CaseHouse, openCaseHouse } from '../support/case-house.ts';
import {
  askForPerson,
  cardIn,
  cardOf,
  numbersIn,
  pressOn,
  sendToMember,
  threadOf,
  untilSlack,
  untilStored,
  wordsOf,
} from '../support/case-house-life.ts';
import { faultSize } from '../support/fault-size.ts';
import { randomNumbers } from '../support/random-numbers.ts';

const KILLS = faultSize(30, 6);
const CASEWORKERS = 5;
/** Every other kill has somebody begin to tell their story. */
const MEMBERS = KILLS / 2;
/** A worker that died is missed after 10 to 20 seconds, and may die again. */
const PATIENCE_MS = 150_000;
/** Who sees no window by then asks for it again. */
const WINDOW_MS = 40_000;
const ROLES = [[], ['--role=worker']];

/** A member's case, and how far it has come. */
interface Story {
  member: TelegramMember;
  caseworker: SlackMember;
  reference: string;
  lines: number;
  answers: number;
}

let house: CaseHouse;
const bots: BotProcess[] = [];

beforeAll(async () => {
  house = await openCaseHouse({ caseworkers: CASEWORKERS });
  for (const args of ROLES) bots.push(await startBotProcess(house.env, args));
}, 120_000);
afterAll(async () => {
  await Promise.all(bots.map(bot => bot.kill()));
  await house.stop();
});

test(`in ${KILLS} kills no case, line, claim or answer is lost, and repeated is only what was in flight, which is counted`, async () => {
  const { slack, room, query } = house;
  const random = randomNumbers(20261127);
  const stories: Story[] = [];
  const telling: Promise<void>[] = [];
  /** What each caseworker is at: one thing at a time. */
  const busy = new Map<SlackMember, Promise<void>>();
  let isOver = false;

  async function tell(index: number): Promise<void> {
    const caseworker = house.caseworkers[index % CASEWORKERS] as SlackMember;
    const story = { member: house.member(index + 1), caseworker, reference: '', lines: 0, answers: 0 };
    stories.push(story);
    const { member } = story;
    story.reference = await askForPerson(member, PATIENCE_MS);
    await untilSlack(slack, () => cardIn(room, story.reference) !== undefined, PATIENCE_MS);
    const isClaimed = () => wordsOf(cardOf(house, story.reference)).includes('With *');
    // Nobody told them that it arrived, and yet it did: the card says so.
    await insist(async () =>
      isClaimed() ? { acknowledged: true } : pressOn(caseworker, room, cardOf(house, story.reference), 'Claim'),
    );
    await untilSlack(slack, isClaimed, PATIENCE_MS);
    while (!isOver) {
      const line = story.lines++;
      member.say(`line ${line}`);
      const answering = (busy.get(caseworker) ?? Promise.resolve()).then(() => answer(story));
      busy.set(caseworker, answering);
      await answering;
      await untilSlack(slack, () => numbersIn(threadOf(house, story.reference), 'line').includes(line), PATIENCE_MS);
    }
  }

  async function answer(story: Story): Promise<void> {
    const text = `answer ${story.answers++}`;
    await sendToMember(house, story.caseworker, story.reference, text, { insist, windowMs: WINDOW_MS });
  }

  /** Nobody is there to take what somebody does: they do it again when somebody is. */
  async function insist(act: () => Promise<{ acknowledged: boolean }>): Promise<void> {
    for (;;) {
      while (slack.world.sockets.connections === 0) await once(slack.events, 'sockets');
      if ((await act()).acknowledged) return;
    }
  }

  for (let kill = 0; kill < KILLS; kill++) {
    if (kill % 2 === 0) telling.push(tell(kill / 2));
    // Time is what this test is about: the moment of the kill is random by design.
    await pause(random() * 800);
    const index = random() < 0.5 ? 0 : 1;
    await bots[index]?.kill();
    bots[index] = await startBotProcess(house.env, ROLES[index]);
  }
  isOver = true;
  await Promise.all(telling);
  await untilStored(house, `SELECT count(*) = 0 FROM outbound_message WHERE status IN ('queued', 'sending')`);

  // A window that was late, and asked for again, has closed: what was to fill it is not missed.
  const [counted] = await query<{ waiting: number; aside: number; failed: number; repeated: number }>(`
    SELECT (SELECT count(*)::int FROM inbound_message WHERE status = 'waiting') AS waiting,
           (SELECT count(*)::int FROM inbound_message WHERE status = 'set aside') AS aside,
           (SELECT count(*)::int FROM outbound_message
            WHERE status IN ('failed', 'expired') AND reason IS DISTINCT FROM 'window closed') AS failed,
           (SELECT count(*)::int FROM outbound_message o JOIN conversation c ON c.id = o.conversation_id
            WHERE maybe_repeated AND channel = 'telegram') AS repeated`);
  expect(counted).toMatchObject({ waiting: 0, aside: 0, failed: 0 });

  const lines = stories.map(({ reference }) => numbersIn(threadOf(house, reference), 'line'));
  expect(lines).toEqual(stories.map(story => upTo(story.lines)));
  const answers = stories.map(({ member }) =>
    numbersIn(
      member.messages().flatMap(({ from, text = '' }) => (from.is_bot ? [text] : [])),
      'answer',
    ),
  );
  expect(answers.map(all => [...new Set(all)])).toEqual(stories.map(story => upTo(story.answers)));
  const twice = answers.flat().length - stories.reduce((sum, story) => sum + story.answers, 0);
  expect(twice).toBeLessThanOrEqual(counted?.repeated ?? 0);
  const cards = room.messages().filter(message => message.bot_id && (message.thread_ts ?? message.ts) === message.ts);
  expect(cards).toHaveLength(MEMBERS);
  const claims = await query(`SELECT case_id FROM audit_event WHERE what = 'claim'`);
  expect(claims).toHaveLength(MEMBERS);
}, 600_000);

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index);
