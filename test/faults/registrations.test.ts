import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { TelegramMember } from '../../src/playground/telegram/telegram-member.ts';
import { type BotProcess, startBotProcess } from '../support/bot-process.ts';
import { type CaseHouse, openCaseHouse } from '../support/case-house.ts';
import { faultSize } from '../support/fault-size.ts';

const PEOPLE = faultSize(1000, 120);
const PLACES = 50;
const CODE = 'GO346789';
const PATIENCE_MS = 240_000;

let house: CaseHouse;
const bots: BotProcess[] = [];

beforeAll(async () => {
  house = await openCaseHouse({ caseworkers: 1 });
  bots.push(await startBotProcess(house.env));
  bots.push(...(await Promise.all([1, 2].map(() => startBotProcess(house.env, ['--role=worker'])))));
  await house.query(`
    WITH action AS (
      INSERT INTO action (id, kind, status, starts_at, ends_at, capacity, organiser_id, room_id, code)
      VALUES (gen_random_uuid(), 'training', 'published', now() + interval '30 days', now() + interval '31 days', ${PLACES},
              gen_random_uuid(), 'C0TRAINING', '${CODE}')
      RETURNING id
    )
    INSERT INTO action_text (action_id, language, title, words, place) SELECT id, 'en', 'Know your rights', '', 'Library' FROM action`);
}, 120_000);
afterAll(async () => {
  await Promise.all(bots.map(bot => bot.stop()));
  await house.stop();
});

test(`of ${PEOPLE} who want ${PLACES} places at once, ${PLACES} have one, the others wait in order, and all are told the truth`, async () => {
  const members = Array.from({ length: PEOPLE }, (_, index) => house.member(index + 1));
  await Promise.all(
    members.map(member => {
      member.say(CODE);
      return member.waitForMessage(({ text }) => text?.includes('When:') ?? false, PATIENCE_MS);
    }),
  );
  const told = await Promise.all(members.map(joinAndRead));

  const numbers = told.filter(number => number > 0).toSorted((a, b) => a - b);
  expect(told.filter(number => number === 0)).toHaveLength(PLACES);
  expect(numbers).toEqual(Array.from({ length: PEOPLE - PLACES }, (_, index) => index + 1));

  const [counted] = await house.query(`
    SELECT (SELECT taken FROM action) AS taken,
           (SELECT count(*)::int FROM registration WHERE status = 'registered') AS registered,
           (SELECT count(*)::int FROM registration WHERE status = 'waiting') AS waiting,
           (SELECT max(place) FROM registration WHERE status = 'registered')
             < (SELECT min(place) FROM registration WHERE status = 'waiting') AS "inOrder",
           (SELECT count(*)::int FROM inbound_message WHERE status <> 'answered') AS open`);
  expect(counted).toEqual({
    taken: PLACES,
    registered: PLACES,
    waiting: PEOPLE - PLACES,
    inOrder: true,
    open: 0,
  });
}, 600_000);

/** @returns their number on the waiting list; 0 for who has a place */
async function joinAndRead(member: TelegramMember): Promise<number> {
  member.tap('I want to come');
  const { text = '' } = await member.waitForMessage(message => TICKET.test(message.text ?? ''), PATIENCE_MS);
  return Number(TICKET.exec(text)?.[1] ?? 0);
}

const TICKET = /You have a place|You are number (\d+) on the waiting list/;
