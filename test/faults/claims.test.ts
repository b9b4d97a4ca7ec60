import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { SlackMember } from '../../src/playground/slack/slack-member.ts';
import { type BotProcess, startBotProcess } from '../support/bot-process.ts';
import { type CaseHouse, nameOf, openCaseHouse } from '../support/case-house.ts';
import { askForPerson, cardIn, cardOf, pressOn, untilSlack, wordsOf } from '../support/case-house-life.ts';
import { faultSize } from '../support/fault-size.ts';

const PAIRS = faultSize(200, 25);

let house: CaseHouse;
const bots: BotProcess[] = [];

beforeAll(async () => {
  house = await openCaseHouse();
  bots.push(await startBotProcess(house.env));
  bots.push(...(await Promise.all([1, 2].map(() => startBotProcess(house.env, ['--role=worker'])))));
}, 120_000);
afterAll(async () => {
  await Promise.all(bots.map(bot => bot.stop()));
  await house.stop();
});

test(`of ${PAIRS} pairs of simultaneous claims exactly one wins, and the other is told who has the case`, async () => {
  const { slack, room, caseworkers, query } = house;
  const [first, second] = caseworkers as [SlackMember, SlackMember];
  const members = Array.from({ length: PAIRS }, (_, index) => house.member(index + 1));
  const references = await Promise.all(members.map(member => askForPerson(member)));
  await untilSlack(slack, () => references.every(reference => cardIn(room, reference) !== undefined));

  for (const reference of references) {
    await Promise.all([first, second].map(person => pressOn(person, room, cardOf(house, reference), 'Claim')));
  }
  const told = ({ user }: SlackMember) =>
    room.ephemerals.filter(({ userId }) => userId === user.id).map(({ message }) => message.text ?? '');
  await untilSlack(slack, () => told(first).length >= PAIRS && told(second).length >= PAIRS);

  const rows = await query<{ reference: string; handle: string; owner: string }>(
    `SELECT c.reference, p.handle, c.owner_id AS owner FROM support_case c JOIN person p ON p.id = c.person_id`,
  );
  const winners = rows.map(({ handle }) =>
    [first, second].flatMap((person, index) => (told(person).includes(`You have ${handle} now.`) ? [index] : [])),
  );
  expect(winners.map(indexes => indexes.length)).toEqual(rows.map(() => 1));
  for (const [place, { handle }] of rows.entries()) {
    const [winner = 0] = winners[place] ?? [];
    const loser = [first, second][1 - winner] as SlackMember;
    expect(told(loser).filter(text => text.includes(handle))).toEqual([`${nameOf(winner)} has ${handle} already.`]);
  }
  const isShown = ({ reference }: { reference: string }, place: number) => {
    const winner = nameOf(winners[place]?.[0] ?? -1);
    return wordsOf(cardOf(house, reference)).includes(`With *${winner}*`);
  };
  await untilSlack(slack, () => rows.every(isShown));

  const [counted] = await query(`
    SELECT (SELECT count(*)::int FROM audit_event WHERE what = 'claim') AS claims,
           (SELECT count(*)::int FROM case_entry WHERE kind = 'claimed') AS entries,
           (SELECT count(*)::int FROM audit_event a JOIN support_case c ON c.id = a.case_id AND c.owner_id = a.staff_id
            WHERE a.what = 'claim') AS "byOwners",
           (SELECT count(*)::int FROM inbound_message WHERE status <> 'answered') AS open`);
  expect(counted).toEqual({ claims: PAIRS, entries: PAIRS, byOwners: PAIRS, open: 0 });
}, 300_000);
