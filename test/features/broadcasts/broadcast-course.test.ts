import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { segment } from '../../../src/features/broadcasts/broadcast-file.ts';
import type { Colleague } from '../../../src/features/colleagues.ts';
import { type BroadcastHouse, type HouseMember, NOON_MS, startBroadcastHouse } from '../../support/broadcast-house.ts';
import { textOf } from '../../support/desk.ts';
import { until } from '../../support/until.ts';
import { withdrawConsentOf } from '../../support/withdraw-consent-of.ts';

const PER_SECOND = 20;
const NOW = { when: 'now' };

let house: BroadcastHouse;
let organiser: Colleague;
let members: HouseMember[];

beforeAll(async () => {
  house = await startBroadcastHouse({ messagesPerSecond: PER_SECOND });
  organiser = await house.hire();
  members = await Promise.all(Array.from({ length: 30 }, () => house.join()));
}, 120_000);
afterEach(() => {
  house.clock.ms = NOON_MS;
  house.spine.telegram.world.faults.clear();
});
afterAll(() => house.stop());

/** How often each got words that only this broadcast has. */
const got = (words: string, who = members) =>
  who.map(({ texts }) => texts().filter(text => text.startsWith(words)).length);
const once1 = () => members.map(() => 1);
const sum = (counts: number[]) => counts.reduce((all, count) => all + count, 0);

async function write(words: string): Promise<string> {
  return house.write({ texts: [{ language: 'en', words }] });
}

/** Resolves when so many of a broadcast have arrived. */
async function arrived(words: string, count: number): Promise<void> {
  while (sum(got(words)) < count) await once(house.spine.telegram.events, 'message');
}

test('everybody who agreed gets it once, with how to hear no more, and nobody else does', async () => {
  const stranger = await house.join({ kinds: ['social'] });
  const id = await write('first');
  await house.submit(organiser, `broadcasts:desk:send:${id}:1`, NOW);
  await house.reach(id, 'done');
  expect(got('first')).toEqual(once1());
  expect(members[0]?.texts().at(-1)).toBe('first\n\nTo stop these messages, write STOP.');
  expect(got('first', [stranger])).toEqual([0]);
}, 60_000);

test('of two organisers who send the same at once one does, and the other is told', async () => {
  const other = await house.hire({ name: 'organiser 2' });
  const id = await write('both');
  const turns = await Promise.all(
    [organiser, other].map(who => house.submit(who, `broadcasts:desk:send:${id}:1`, NOW)),
  );
  const said = turns.map(({ replies }) => textOf(replies));
  expect(said.filter(text => text.includes('It goes now'))).toHaveLength(1);
  expect(said.filter(text => text.includes('Somebody has sent this broadcast already'))).toHaveLength(1);
  await house.reach(id, 'done');
  expect(got('both')).toEqual(once1());
}, 60_000);

test('what somebody changed since it was looked at is shown, and not sent', async () => {
  const id = await write('looked at');
  await house.submit(organiser, `broadcasts:desk:words:${id}:1`, { wordsen: 'changed' });
  const { replies } = await house.submit(organiser, `broadcasts:desk:send:${id}:1`, NOW);
  expect(textOf(replies)).toContain('It was changed since you looked');
  await expect(house.spine.database.prisma.broadcast.findUniqueOrThrow({ where: { id } })).resolves.toMatchObject({
    status: 'draft',
    version: 2,
  });
});

describe('on its way', () => {
  test('a pause stops it at once, and going on reaches everybody once', async () => {
    const id = await write('paused');
    await house.submit(organiser, `broadcasts:desk:send:${id}:1`, NOW);
    await arrived('paused', 3);
    await house.press(organiser, `broadcasts:desk:pause:${id}`);
    await quiet();
    const then = sum(got('paused'));
    expect(then).toBeLessThan(members.length);
    expect((await house.results(id)).waiting).toBeGreaterThan(0);
    await house.press(organiser, `broadcasts:desk:resume:${id}`);
    await house.reach(id, 'done');
    expect(got('paused')).toEqual(once1());
  }, 60_000);

  test('a cancelled one reaches nobody else, and cannot be taken up again', async () => {
    const id = await write('cancelled');
    await house.submit(organiser, `broadcasts:desk:send:${id}:1`, NOW);
    await arrived('cancelled', 3);
    await house.press(organiser, `broadcasts:desk:cancel:${id}`);
    await quiet();
    const then = sum(got('cancelled'));
    expect(then).toBeLessThan(members.length);
    const { replies } = await house.press(organiser, `broadcasts:desk:resume:${id}`);
    expect(textOf(replies)).toContain('It was cancelled already');
    await house.spine.tick();
    await quiet();
    expect(sum(got('cancelled'))).toBe(then);
  }, 60_000);

  test('whoever withdraws between the gathering and the sending is left out', async () => {
    const id = await write('withdrawn');
    await house.submit(organiser, `broadcasts:desk:send:${id}:1`, NOW);
    await arrived('withdrawn', 1);
    await house.press(organiser, `broadcasts:desk:pause:${id}`);
    await quiet();
    const waiting = await house.spine.database.prisma.broadcastRecipient.findFirstOrThrow({
      where: { broadcastId: id, status: 'waiting' },
    });
    await withdrawConsentOf(house.spine.database, waiting.personId);
    await house.press(organiser, `broadcasts:desk:resume:${id}`);
    await house.reach(id, 'done');
    expect(await house.results(id)).toEqual({ sent: members.length - 1, 'leftOut: withdrew': 1 });
    const them = members.filter(({ personId }) => personId === waiting.personId);
    expect(got('withdrawn', them)).toEqual([0]);
    await house.agree(waiting.personId);
  }, 60_000);

  test('failures are tried again, and they alone', async () => {
    const id = await write('failed');
    house.spine.telegram.fault(
      { kind: 'status', status: 400, description: 'Bad Request: no' },
      { times: 4, method: 'sendMessage' },
    );
    await house.submit(organiser, `broadcasts:desk:send:${id}:1`, NOW);
    await house.reach(id, 'done');
    expect(await house.results(id)).toEqual({ sent: members.length - 4, 'failed: 400': 4 });
    await house.press(organiser, `broadcasts:desk:retry:${id}`);
    await house.reach(id, 'done');
    expect(got('failed')).toEqual(once1());
  }, 60_000);

  test('an answer waits no longer than a moment, whatever is still to be sent', async () => {
    const id = await write('meanwhile');
    await house.submit(organiser, `broadcasts:desk:send:${id}:1`, NOW);
    await arrived('meanwhile', 2);
    const asker = house.spine.telegram.user(77);
    asker.say('a question');
    await asker.waitForMessage(({ text }) => text === 'You said: a question', 5000);
    expect(sum(got('meanwhile'))).toBeLessThan(members.length - 5);
    await house.reach(id, 'done');
    expect(got('meanwhile')).toEqual(once1());
  }, 60_000);

  test('it is no loop, however much somebody was written to just before', async () => {
    await house.spine.database.prisma.conversation.updateMany({
      where: { id: { in: members.map(({ conversationId }) => conversationId) } },
      data: { sentCount: 20, sentSince: new Date() },
    });
    const id = await write('no loop');
    await house.submit(organiser, `broadcasts:desk:send:${id}:1`, NOW);
    await house.reach(id, 'done');
    expect(got('no loop')).toEqual(once1());
  }, 60_000);
});

describe('in the quiet hours', () => {
  test('nothing is sent after nine in the evening, and it goes on at eight', async () => {
    const id = await write('in the evening');
    house.clock.ms = Date.parse('2026-11-27T20:59:59Z');
    await house.submit(organiser, `broadcasts:desk:send:${id}:1`, NOW);
    await arrived('in the evening', 2);
    house.clock.ms = Date.parse('2026-11-27T21:00:00Z');
    await quiet();
    const then = sum(got('in the evening'));
    expect(then).toBeLessThan(members.length);
    house.clock.ms = Date.parse('2026-11-28T07:59:00Z');
    await house.spine.tick();
    await quiet();
    expect(sum(got('in the evening'))).toBe(then);
    house.clock.ms = Date.parse('2026-11-28T08:00:00Z');
    await tickBy(house.clock.ms);
    await house.reach(id, 'done');
    expect(await house.results(id)).toEqual({ sent: members.length });
    expect(got('in the evening')).toEqual(once1());
  }, 60_000);

  test('what the platform holds up until after nine goes in the morning, and is not given up', async () => {
    const id = await write('held up');
    house.clock.ms = Date.parse('2026-11-27T20:59:58Z');
    house.spine.telegram.fault(
      { kind: 'status', status: 429, description: 'Too Many Requests', retryAfterSeconds: 4 },
      { times: members.length, method: 'sendMessage' },
    );
    await house.submit(organiser, `broadcasts:desk:send:${id}:1`, NOW);
    const { outboundMessage } = house.spine.database.prisma;
    const heldUp = { isBulk: true, status: 'expired' as const };
    await until(() => outboundMessage.count({ where: heldUp }));
    house.spine.telegram.world.faults.clear();
    house.clock.ms = Date.parse('2026-11-28T08:00:00Z');
    await tickBy(house.clock.ms);
    await house.reach(id, 'done');
    expect(got('held up')).toEqual(once1());
  }, 90_000);

  test('one that was sent in the night begins at eight, on the day on which clocks go back too', async () => {
    const id = await write('in the night');
    house.clock.ms = Date.parse('2026-10-24T22:30:00Z'); // 23:30 in summer time
    const { replies } = await house.submit(organiser, `broadcasts:desk:send:${id}:1`, NOW);
    expect(textOf(replies)).toContain('Sun 25 Oct, 08:00');
    house.clock.ms = Date.parse('2026-10-25T07:30:00Z'); // 08:30 by the clock of the day before
    await tickBy(house.clock.ms);
    await quiet();
    expect(sum(got('in the night'))).toBe(0);
    house.clock.ms = Date.parse('2026-10-25T08:00:00Z');
    await tickBy(house.clock.ms);
    await house.reach(id, 'done');
    expect(got('in the night')).toEqual(once1());
  }, 60_000);

  test('a time that is meant for later is London’s, and never in the quiet hours', async () => {
    house.clock.ms = Date.parse('2027-03-27T12:00:00Z');
    const id = await write('later');
    const later = (time: string) =>
      house.submit(organiser, `broadcasts:desk:send:${id}:1`, { when: 'later', date: '2027-03-28', time });
    expect(textOf((await later('22:00')).replies)).toContain('quiet hours');
    expect(textOf((await later('ten')).replies)).toContain('a time such as 10:30');
    expect(textOf((await later('10:30')).replies)).toContain('Sun 28 Mar, 10:30');
    const { sendAt } = await house.spine.database.prisma.broadcast.findUniqueOrThrow({ where: { id } });
    expect(sendAt?.toISOString()).toBe('2027-03-28T09:30:00.000Z');
    await house.press(organiser, `broadcasts:desk:cancel:${id}`);
  });
});

test('somebody whose phone another may be looking at is told that there is news, and reads it when they ask', async () => {
  const watched = await house.join();
  await house.spine.database.prisma.person.update({ where: { id: watched.personId }, data: { isDiscreet: true } });
  const id = await write('discreet');
  await house.submit(organiser, `broadcasts:desk:send:${id}:1`, NOW);
  await house.reach(id, 'done');
  expect(watched.texts().at(-1)).toBe('There is news for you.');
  const read = (personId: string) =>
    house.act(
      { staffId: personId },
      { place: 'private', content: { kind: 'choice', choiceId: `broadcasts:read:${id}`, messageId: '1' } },
    );
  expect(textOf((await read(watched.personId)).replies)).toContain('discreet');
  expect(textOf((await read(randomUUID())).replies)).not.toContain('discreet');
  await withdrawConsentOf(house.spine.database, watched.personId);
}, 60_000);

test('whoever has no words in their language gets the English ones, or nothing', async () => {
  const speaker = await house.join({ language: 'fa' });
  const leftOut = await house.write({
    texts: [{ language: 'en', words: 'only English' }],
    segment: segment.parse({ languages: ['fa'], withoutWords: 'leftOut' }),
  });
  await house.submit(organiser, `broadcasts:desk:send:${leftOut}:1`, NOW);
  await house.reach(leftOut, 'done');
  expect(await house.results(leftOut)).toEqual({ 'leftOut: no words': 1 });
  const english = await house.write({
    texts: [{ language: 'en', words: 'for everybody' }],
    segment: segment.parse({ languages: ['fa'] }),
  });
  await house.submit(organiser, `broadcasts:desk:send:${english}:1`, NOW);
  await house.reach(english, 'done');
  expect(speaker.texts().at(-1)).toBe('for everybody\n\nبرای قطع این پیام‌ها بنویسید STOP.');
}, 60_000);

/** Resolves when nothing is on its way, and nobody is about to be given more. */
async function quiet(): Promise<void> {
  const { prisma } = house.spine.database;
  await until(async () => {
    const [{ open } = { open: 0 }] = await prisma.$queryRaw<{ open: number }[]>`
      SELECT (SELECT count(*) FROM outbound_message WHERE is_bulk AND status IN ('queued', 'sending'))::int
           + (SELECT count(*) FROM pgboss.job WHERE name = 'feeds' AND state < 'completed')::int AS open`;
    return open === 0;
  });
}

/** The tick of the room itself, by the test's clock. */
async function tickBy(ms: number): Promise<void> {
  const turns = (await house.feature.tick?.(ms)) ?? [];
  for (const turn of turns) await house.takeTurn(turn);
}
