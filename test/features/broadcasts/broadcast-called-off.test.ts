import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { takeOutOfOutbox } from '../../../src/features/broadcasts/recipients.ts';
import { createStopWriting } from '../../../src/features/stop-writing.ts';
import { type BroadcastHouse, NOON_MS, startBroadcastHouse } from '../../support/broadcast-house.ts';
import { until } from '../../support/until.ts';

let house: BroadcastHouse;
beforeAll(async () => {
  house = await startBroadcastHouse();
}, 120_000);
afterAll(() => house.stop());

/** An action in five days. */
async function aWalk(): Promise<string> {
  const { prisma } = house.spine.database;
  const { id } = await prisma.action.create({
    data: {
      kind: 'social',
      status: 'published',
      code: randomUUID().slice(0, 8),
      organiserId: randomUUID(),
      roomId: 'C0001',
      startsAt: new Date(NOON_MS + 5 * 86_400_000),
      endsAt: new Date(NOON_MS + 5 * 86_400_000 + 3_600_000),
      texts: { create: [{ language: 'en', title: 'A walk', words: 'We walk.', place: 'The park' }] },
    },
  });
  return id;
}

test('STOP ends a broadcast that is on its way: what waits in the outbox does not arrive after it', async () => {
  const { prisma } = house.spine.database;
  const organiser = await house.hire();
  const who = await house.join();
  await house.agree(who.personId);
  const id = await house.write({ texts: [{ language: 'en', words: 'on its way' }] });
  // Telegram asks to be spared for a moment.
  house.spine.telegram.fault(
    { kind: 'status', status: 429, description: 'Too Many Requests', retryAfterSeconds: 4 },
    { times: 1, method: 'sendMessage' },
  );
  await house.submit(organiser, `broadcasts:desk:send:${id}:1`, { when: 'now' });
  const tried = {
    conversationId: who.conversationId,
    isBulk: true,
    attempts: { gte: 1 },
    reason: { not: null },
    status: 'queued' as const,
  };
  await until(() => prisma.outboundMessage.count({ where: tried }));
  const stopped = await createStopWriting(house.spine.database, Date.now)(who.personId);
  await house.takeTurn(stopped);
  await house.spine.tick();
  await house.reach(id, 'done');
  expect(await house.results(id)).toEqual({ 'leftOut: withdrew': 1 });
  const left = { conversationId: who.conversationId, status: { in: ['queued' as const, 'sending' as const] } };
  expect(await prisma.outboundMessage.count({ where: left })).toBe(0);
  expect(who.texts().filter(text => text.startsWith('on its way'))).toEqual([]);
}, 40_000);

test('an invitation to an action that was called off meanwhile is not sent', async () => {
  const { prisma } = house.spine.database;
  house.clock.ms = NOON_MS;
  const organiser = await house.hire();
  const who = await house.join({ kinds: ['social'] });
  const actionId = await aWalk();
  const id = await house.write({ kind: 'social', texts: [{ language: 'en', words: 'Come to the walk.' }] });
  await prisma.broadcast.update({ where: { id }, data: { actionId } });
  await house.submit(organiser, `broadcasts:desk:send:${id}:1`, { when: 'later', date: '2026-11-28', time: '10:00' });
  await prisma.action.update({
    where: { id: actionId },
    data: { status: 'cancelled', cancelledAt: new Date(NOON_MS) },
  });
  house.clock.ms = Date.parse('2026-11-28T10:00:30Z');
  await house.spine.tick();
  await house.reach(id, 'cancelled');
  expect(who.texts().filter(text => text.startsWith('Come to'))).toEqual([]);
}, 90_000);

test.each([
  { planned: 'later', status: 'draft', told: 'Back to draft' },
  { planned: 'now', status: 'paused', told: 'Paused' },
] as const)(
  'an invitation to an action that moved meanwhile, sent $planned, waits until somebody has looked at its words',
  async ({ planned, status, told }) => {
    const { prisma } = house.spine.database;
    house.clock.ms = NOON_MS;
    const organiser = await house.hire();
    await prisma.consent.deleteMany();
    const who = await house.join({ kinds: ['social'] });
    const actionId = await aWalk();
    const id = await house.write({ kind: 'social', texts: [{ language: 'en', words: `Walk with us ${planned}.` }] });
    await prisma.broadcast.update({ where: { id }, data: { actionId } });
    const move = () => prisma.action.update({ where: { id: actionId }, data: { version: { increment: 1 } } });
    if (planned === 'now') {
      house.spine.telegram.fault({ kind: 'status', status: 500 }, { method: 'sendMessage', times: 1 });
      await house.submit(organiser, `broadcasts:desk:send:${id}:1`, { when: 'now' });
      const { outboundMessage } = prisma;
      const where = { conversationId: who.conversationId, isBulk: true, attempts: { gte: 1 }, reason: { not: null } };
      await until(() => outboundMessage.count({ where: { ...where, status: 'queued' } }));
    } else
      await house.submit(organiser, `broadcasts:desk:send:${id}:1`, {
        when: 'later',
        date: '2026-11-28',
        time: '10:00',
      });
    await move();
    // Long before its hour.
    house.clock.ms = NOON_MS + 60_000;
    await house.spine.tick();
    await house.reach(id, status);
    expect(who.texts().filter(text => text.startsWith('Walk with us'))).toEqual([]);
    const toRoom = await prisma.outboundMessage.findMany({ where: { conversation: { channel: 'slack' } } });
    expect(toRoom.map(({ bodySealed }) => JSON.stringify(house.spine.seal.open(bodySealed))).join()).toContain(told);
  },
  90_000,
);

test('whoever may have got it when a broadcast is paused does not get it again, and is told apart', async () => {
  const { prisma } = house.spine.database;
  const who = await house.join();
  const id = await house.write({ texts: [{ language: 'en', words: 'perhaps there already' }] });
  const queued = { broadcastId: id, channel: 'telegram', language: 'en', status: 'queued' as const };
  const recipients = await Promise.all(
    [who, await house.join()].map(({ personId, conversationId }) =>
      prisma.broadcastRecipient.create({ data: { ...queued, personId, conversationId } }),
    ),
  );
  for (const [index, { id: trackId }] of recipients.entries())
    await prisma.outboundMessage.create({
      data: {
        conversationId: who.conversationId,
        bodySealed: house.spine.seal.seal({ reply: { text: 'perhaps there already', language: 'en' } }),
        isBulk: true,
        maybeRepeated: index === 0,
        trackId,
        expiresAt: new Date(Date.now() + 60_000),
      },
    });
  await takeOutOfOutbox(prisma, id);
  const left = await prisma.broadcastRecipient.findMany({ where: { broadcastId: id }, orderBy: { status: 'asc' } });
  expect(left.map(({ status, reason }) => [status, reason])).toEqual([
    ['waiting', null],
    ['failed', 'maybe arrived'],
  ]);
});
