import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Prisma } from '../../src/database/client/client.ts';
import { Overtaken } from '../../src/messages/turn.ts';
import { carryOut } from '../../src/outbox/carry-out.ts';
import { noteOutages } from '../../src/outbox/outages.ts';
import { claim } from '../../src/outbox/outbox-store.ts';
import { type LinkedPeople, openLinkedPeople } from '../support/linked-people.ts';
import { until } from '../support/until.ts';

let house: LinkedPeople;
beforeAll(async () => {
  house = await openLinkedPeople();
}, 60_000);
afterAll(() => house.close());

const prisma = () => house.database.prisma;
const redirect = (outboundId: bigint, conversationId: string) =>
  prisma().$transaction(transaction =>
    carryOut(house, transaction, [
      { redirects: [{ outboundId: String(outboundId), conversationId, why: 'Telegram is away.' }] },
    ]),
  );
const twoChats = async () => (await house.person(['telegram', 'slack'])).chats as [string, string];

test('what waits goes to the other chat, says why first, and is not in the one before', async () => {
  const [from, to] = await twoChats();
  const id = await house.say(from);
  await redirect(id, to);
  expect(await house.wordsOf(id)).toBe('Telegram is away.\n\nKeep the letter.');
  expect(await prisma().outboundMessage.findUnique({ where: { id } })).toMatchObject({
    ...{ conversationId: to, status: 'queued', meantFor: 'telegram' },
  });
  expect((await claim(house.database, [from])).size).toBe(0);
  expect((await claim(house.database, [to])).get(to)?.messages.map(message => message.id)).toEqual([id]);
});

test.each<[string, Partial<Prisma.OutboundMessageUncheckedCreateInput>]>([
  ['is with the platform at this moment', { status: 'sending' }],
  ['was with it when a process died', { maybeRepeated: true }],
  ['has begun to arrive', { chunksSent: 1 }],
  ['has arrived', { status: 'sent' }],
  ['was taken back', { status: 'takenBack' }],
  ['failed for what another chat would not mend', { status: 'failed', reason: 'too large' }],
])('what %s stays where it is', async (_, message) => {
  const [from, to] = await twoChats();
  const id = await house.say(from, message);
  await expect(redirect(id, to)).rejects.toThrow(Overtaken);
  expect(await prisma().outboundMessage.findUnique({ where: { id } })).toMatchObject({ conversationId: from });
});

test('nothing goes to a chat that is somebody else’s', async () => {
  const [[from], [other]] = [await twoChats(), await twoChats()];
  const id = await house.say(from);
  await expect(redirect(id, other)).rejects.toThrow(Overtaken);
});

test('whoever delivers in the one chat while it is given to the other does not get it', async () => {
  const [from, to] = await twoChats();
  const id = await house.say(from);
  let claiming: ReturnType<typeof claim> | undefined;
  await prisma().$transaction(async transaction => {
    await carryOut(house, transaction, [{ redirects: [{ outboundId: String(id), conversationId: to, why: 'Away.' }] }]);
    claiming = claim(house.database, [from]);
    await untilSomebodyWaits();
  });
  expect((await claiming)?.size).toBe(0);
  expect((await claim(house.database, [to])).size).toBe(1);
});

/** No event tells that a statement waits for a row that another holds. */
async function untilSomebodyWaits(): Promise<void> {
  const waiting = () => prisma().$queryRaw<object[]>`
    SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
  await until(async () => (await waiting()).length);
}

test('of a message that is claimed and redirected at once, one happens', async () => {
  for (let round = 0; round < 20; round++) {
    const [from, to] = await twoChats();
    const id = await house.say(from);
    const [claimed, redirected] = await Promise.allSettled([claim(house.database, [from]), redirect(id, to)]);
    const isClaimed = claimed.status === 'fulfilled' && claimed.value.size === 1;
    expect([isClaimed, redirected.status === 'fulfilled']).toContain(true);
    expect(isClaimed && redirected.status === 'fulfilled').toBe(false);
  }
});

test('an outage is known since it began, whoever notes it again, until it is over', async () => {
  const channel = (isReady: boolean) => [{ name: 'telegram' as const, ready: () => isReady }];
  const since = async () => (await prisma().outage.findUnique({ where: { channel: 'telegram' } }))?.since.getTime();
  await noteOutages(house, channel(false), () => 1000);
  await noteOutages(house, channel(false), () => 2000);
  expect(await since()).toBe(1000);
  await noteOutages(house, channel(true), () => 3000);
  expect(await since()).toBeUndefined();
});
