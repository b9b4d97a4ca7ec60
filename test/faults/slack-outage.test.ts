import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Bot, startBot } from '../../src/bot.ts';
import type { SlackMember } from '../../src/playground/slack/slack-member.ts';
import type { TelegramMember } from '../../src/playground/telegram/telegram-member.ts';
import { type CaseHouse, nameOf, openCaseHouse } from '../support/case-house.ts';
import {
  askForPerson,
  askForPersonInSlack,
  cardIn,
  cardOf,
  letMinutesPass,
  numbersIn,
  pressOn,
  sendToMember,
  threadOf,
  tick,
  untilSlack,
  untilStored,
  wordsOf,
} from '../support/case-house-life.ts';
import { faultSize } from '../support/fault-size.ts';

const CASEWORKERS = 4;
const LOOK_EVERY_MS = 200;
const IN_TELEGRAM = faultSize(14, 6);
const IN_SLACK = faultSize(6, 2);
const MEMBERS = IN_TELEGRAM + IN_SLACK;
/** Each member writes so many lines, and is sent so many answers: 500 in all in full. */
const LINES = 20;
const ANSWERS = 5;
/** Those who are in Slack write nothing while it is cut off. */
const LINES_BEFORE_CUT = 10;
const LINES_BEFORE_END = 16;

/** Somebody with a case, wherever they write. */
interface Party {
  reference: string;
  caseworker: SlackMember;
  isInSlack: boolean;
  say(text: string): void;
  /** What the bot has written to them, oldest first. */
  read(): string[];
}

let house: CaseHouse;
let bot: Bot;

beforeAll(async () => {
  house = await openCaseHouse({ caseworkers: CASEWORKERS });
  bot = await startBot(house.config());
}, 120_000);
afterAll(async () => {
  await bot.stop();
  await house.stop();
});

async function inTelegram(member: TelegramMember, caseworker: SlackMember): Promise<Party> {
  return {
    reference: await askForPerson(member),
    caseworker,
    isInSlack: false,
    say: text => member.say(text),
    read: () => member.messages().flatMap(({ from, text = '' }) => (from.is_bot ? [text] : [])),
  };
}

async function inSlack(member: SlackMember, caseworker: SlackMember): Promise<Party> {
  return {
    reference: await askForPersonInSlack(member),
    caseworker,
    isInSlack: true,
    say: text => member.say(member.dm, text),
    read: () => member.dm.messages().flatMap(message => (message.bot_id ? [message.text ?? ''] : [])),
  };
}

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index);

/** Each of these members writes the next lines, two at a time. */
async function write(parties: Party[], from: number, to: number): Promise<void> {
  const ofMembers = `FROM inbound_message i JOIN conversation c ON c.id = i.conversation_id JOIN support_case s ON s.person_id = c.person_id`;
  const [before] = await house.query<{ count: number }>(`SELECT count(*)::int AS count ${ofMembers}`);
  let expected = before?.count ?? 0;
  for (let line = from; line < to; line += 2) {
    for (const party of parties) {
      party.say(`line ${line}`);
      party.say(`line ${line + 1}`);
    }
    expected += 2 * parties.length;
    await untilStored(house, `SELECT count(*) = ${expected} ${ofMembers} WHERE i.status = 'answered'`);
  }
}

/** True while something is still to be sent. */
async function isWaiting(): Promise<boolean> {
  const waiting = await house.query(`SELECT FROM outbound_message WHERE status IN ('queued', 'sending') LIMIT 1`);
  return waiting.length > 0;
}

/** Lets so many minutes pass for what waits for Slack, and waits until it has been tried again. */
async function tryAgain(minutes: number): Promise<void> {
  const [tried] = await house.query<{ attempts: number }>(`SELECT max(attempts) AS attempts FROM outbound_message`);
  await letMinutesPass(house, minutes);
  await untilStored(house, `SELECT max(attempts) > ${tried?.attempts} FROM outbound_message`);
}

test(`Slack is down for ten minutes while ${MEMBERS * (LINES + ANSWERS)} messages go both ways: each arrives once and in order, or is reported as failed`, async () => {
  const { slack, room, caseworkers } = house;
  const caseworker = (index: number) => caseworkers[index % CASEWORKERS] as SlackMember;
  const blocking = house.member(IN_TELEGRAM);
  const parties = await Promise.all([
    ...upTo(IN_TELEGRAM).map(index => inTelegram(house.member(index + 1), caseworker(index))),
    ...upTo(IN_SLACK).map(index => inSlack(slack.person('Member'), caseworker(index))),
  ]);
  const blocker = parties[IN_TELEGRAM - 1] as Party;
  const telegrammers = parties.filter(({ isInSlack }) => !isInSlack);
  await untilSlack(slack, () => parties.every(({ reference }) => cardIn(room, reference)));
  for (const party of parties) await pressOn(party.caseworker, room, cardOf(house, party.reference), 'Claim');
  await untilSlack(slack, () =>
    parties.every(({ reference }) => wordsOf(cardOf(house, reference)).includes('With *caseworker')),
  );

  // Three minutes: windows open, and no message can be posted or changed.
  for (const method of ['chat.postMessage', 'chat.update'])
    slack.fault({ kind: 'status', status: 503 }, { method, times: 100_000 });
  await write(parties, 0, LINES_BEFORE_CUT);
  const reached = parties.filter(party => party !== blocker);
  const send = async ({ caseworker, reference }: Party) => {
    for (const answer of upTo(ANSWERS)) await sendToMember(house, caseworker, reference, `answer ${answer}`);
  };
  await Promise.all(
    caseworkers.map(async person => {
      for (const party of reached) if (party.caseworker === person) await send(party);
    }),
  );
  // They can still be taken back when their member blocks the bot.
  await send(blocker);
  blocking.block();
  await tryAgain(3);

  // Four minutes: nothing of Slack can be reached.
  slack.clearFaults();
  slack.startOutage({ kind: 'cut' });
  await write(telegrammers, LINES_BEFORE_CUT, LINES_BEFORE_END);
  await tryAgain(4);
  await tick(house);
  await untilStored(house, `SELECT count(*) = ${MEMBERS} FROM support_case WHERE delay_said_at IS NOT NULL`);

  // Three minutes: all it says is 503.
  slack.startOutage({ kind: 'status', status: 503 });
  await write(telegrammers, LINES_BEFORE_END, LINES);
  await tryAgain(3);

  // It comes back, and stumbles: some of what it posts it never tells us of, and of some it cannot say whether it has it.
  for (const _ of upTo(4)) {
    slack.fault({ kind: 'drop-after' }, { method: 'chat.postMessage' });
    slack.fault({ kind: 'drop-before' }, { method: 'chat.postMessage' });
  }
  slack.fault({ kind: 'status', status: 503 }, { method: 'conversations.replies' });
  slack.fault({ kind: 'delay', delayMs: 12_000 }, { method: 'conversations.replies' });
  slack.endOutage();
  await untilSlack(slack, () => slack.world.sockets.connections > 0);
  await write(
    parties.filter(({ isInSlack }) => isInSlack),
    LINES_BEFORE_CUT,
    LINES,
  );
  while (await isWaiting()) {
    await letMinutesPass(house, 1);
    // A database that is asked without a break has no time for anything else.
    await pause(LOOK_EVERY_MS);
  }

  expect(parties.map(({ reference }) => numbersIn(threadOf(house, reference), 'line'))).toEqual(
    parties.map(() => upTo(LINES)),
  );
  expect(reached.map(party => numbersIn(party.read(), 'answer'))).toEqual(reached.map(() => upTo(ANSWERS)));
  expect(numbersIn(blocker.read(), 'answer')).toEqual([]);
  // The card is drawn after the last of them has failed.
  const failedOnCard = () => cardOf(house, blocker.reference).text?.match(/failed: they have blocked us/g) ?? [];
  await untilSlack(slack, () => failedOnCard().length >= ANSWERS);
  expect(failedOnCard()).toHaveLength(ANSWERS);
  for (const party of reached) {
    expect(wordsOf(cardOf(house, party.reference))).toContain(
      `With *${nameOf(caseworkers.indexOf(party.caseworker))}*`,
    );
    expect(party.read().filter(text => text.includes('our team has not got your message yet'))).toHaveLength(1);
  }
  const deliveries = [...slack.world.conversations.values()]
    .flatMap(conversation => conversation.messages())
    .flatMap(({ metadata }) => metadata?.event_payload.delivery_id ?? []);
  expect(new Set(deliveries).size).toBe(deliveries.length);
}, 240_000);
