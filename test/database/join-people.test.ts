import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { forgetPerson } from '../../src/database/forget-person.ts';
import { type JoinedPeople, joinPeople } from '../../src/database/join-people.ts';
import { moveAddress } from '../../src/database/move-address.ts';
import { Overtaken } from '../../src/messages/turn.ts';
import { type LinkedPeople, openLinkedPeople, type SomePerson } from '../support/linked-people.ts';

let house: LinkedPeople;
beforeAll(async () => {
  house = await openLinkedPeople();
}, 60_000);
afterAll(() => house.close());

const prisma = () => house.database.prisma;
const join = (people: JoinedPeople) =>
  prisma().$transaction(transaction => joinPeople(house.queue, transaction, people));
const joinThem = async (kept: SomePerson, gone: SomePerson) => {
  await join({ keptId: kept.personId, goneId: gone.personId });
  return prisma().person.findUniqueOrThrow({ where: { id: kept.personId }, include: { conversations: true } });
};
const soon = () => new Date(Date.now() + 86_400_000);

test('what is known of one stays, the other fills the rest, and what makes anything safer holds for both', async () => {
  const kept = await house.person(['telegram'], { language: 'en', nation: 'Wales', handle: 'kept-one 10' });
  const reportingSealed = house.seal.seal('Monday');
  const gone = await house.person(['slack'], {
    language: 'fa',
    languageChosen: true,
    nation: 'England',
    outcode: 'M14',
    isDiscreet: true,
    handle: 'gone-one 10',
    reportingSealed,
  });
  expect(await joinThem(kept, gone)).toMatchObject({
    ...{
      language: 'fa',
      languageChosen: true,
      nation: 'Wales',
      outcode: null,
      isDiscreet: true,
      handle: 'kept-one 10',
    },
    reportingSealed,
    conversations: { length: 2 },
  });
  expect(await prisma().person.count({ where: { id: gone.personId } })).toBe(0);
});

test('cases, consents and introductions go along, and of two organisers one goes on hearing them', async () => {
  const [kept, gone] = [await house.person(['telegram']), await house.person(['slack'])];
  const { personId } = kept;
  const caseId = await house.openCase(gone);
  const consent = { kind: 'training', channel: 'slack', wordsKey: 'k', language: 'en', wordsHash: 'h' };
  await prisma().consent.create({ data: { personId: gone.personId, ...consent } });
  for (const [index, each] of [kept, gone].entries())
    await prisma().introduction.create({
      data: {
        personId: each.personId,
        conversationId: each.chats[0] ?? '',
        roomId: 'C0ROOM',
        openedAt: new Date(Date.now() + index * 1000),
      },
    });
  await joinThem(kept, gone);
  expect(await prisma().case.count({ where: { id: caseId, personId } })).toBe(1);
  expect(await prisma().consent.count({ where: { personId } })).toBe(1);
  const open = await prisma().introduction.findMany({ where: { personId, closedAt: null } });
  expect(open.map(({ conversationId }) => conversationId)).toEqual(gone.chats);
});

test('a broadcast that both were to get goes once, and what one has got stays counted', async () => {
  const [kept, gone] = [await house.person(['telegram']), await house.person(['slack'])];
  const broadcast = () =>
    prisma().broadcast.create({ data: { kind: 'training', segment: {}, createdById: randomUUID(), roomId: 'C0ROOM' } });
  const [waits, sent, alone] = [await broadcast(), await broadcast(), await broadcast()];
  const to = (each: SomePerson, channel: string) => ({
    ...{ personId: each.personId, conversationId: each.chats[0] ?? '', channel, language: 'en' },
  });
  await prisma().broadcastRecipient.createMany({
    data: [
      { broadcastId: waits.id, ...to(kept, 'telegram') },
      { broadcastId: waits.id, ...to(gone, 'slack') },
      { broadcastId: sent.id, ...to(kept, 'telegram'), status: 'sent' },
      { broadcastId: sent.id, ...to(gone, 'slack'), status: 'sent' },
      { broadcastId: alone.id, ...to(gone, 'slack') },
    ],
  });
  const queued = await prisma().broadcastRecipient.create({
    data: { broadcastId: (await broadcast()).id, ...to(gone, 'slack'), status: 'queued' },
  });
  await prisma().broadcastRecipient.create({ data: { broadcastId: queued.broadcastId, ...to(kept, 'telegram') } });
  const messageId = await house.say(gone.chats[0] ?? '', { trackId: queued.id, isBulk: true });
  await joinThem(kept, gone);
  const of = (broadcastId: string) => prisma().broadcastRecipient.count({ where: { broadcastId } });
  expect(await Promise.all([waits, sent, alone].map(({ id }) => of(id)))).toEqual([1, 2, 1]);
  expect(await of(queued.broadcastId)).toBe(1);
  expect(await prisma().outboundMessage.findUnique({ where: { id: messageId } })).toMatchObject({
    status: 'takenBack',
  });
  expect(await prisma().broadcastRecipient.count({ where: { broadcastId: alone.id, personId: kept.personId } })).toBe(
    1,
  );
});

test('a turn that is thought in the other chat at that moment is thought again', async () => {
  const [kept, gone] = [await house.person(['telegram']), await house.person(['slack'])];
  await joinThem(kept, gone);
  const [chat = ''] = gone.chats;
  expect(await prisma().conversation.findUnique({ where: { id: chat } })).toMatchObject({ turn: 1 });
  const knocks = await prisma().$queryRaw<object[]>`
    SELECT id FROM pgboss.job WHERE name = 'turns' AND singleton_key = ${chat}`;
  expect(knocks).toHaveLength(1);
});

test('of the actions that both come to, whoever has come stays, and a waiting list is never overtaken', async () => {
  const [kept, gone] = [await house.person(['telegram']), await house.person(['slack'])];
  const action = {
    kind: 'training',
    startsAt: soon(),
    endsAt: soon(),
    organiserId: kept.personId,
    roomId: 'C',
  } as const;
  const open = () =>
    prisma().action.create({
      data: { ...action, status: 'published', taken: 2, code: randomBytes(8).toString('hex') },
    });
  const [came, waits] = [await open(), await open()];
  const at = (actionId: string, { personId, chats: [conversationId = ''] }: SomePerson) => ({
    ...{ actionId, personId, conversationId, status: 'registered' as const },
  });
  await prisma().registration.create({ data: { ...at(came.id, kept) } });
  const there = await prisma().registration.create({ data: { ...at(came.id, gone), checkedInAt: new Date() } });
  const earlier = await prisma().registration.create({ data: { ...at(waits.id, gone), status: 'waiting' } });
  await prisma().registration.create({ data: { ...at(waits.id, kept), status: 'waiting' } });
  await joinThem(kept, gone);
  const left = await prisma().registration.findMany({ where: { personId: kept.personId } });
  expect(left.map(({ id }) => id).sort()).toEqual([there.id, earlier.id].sort());
  const taken = async ({ id }: { id: string }) => (await prisma().action.findUniqueOrThrow({ where: { id } })).taken;
  expect([await taken(came), await taken(waits)]).toEqual([1, 2]);
});

test.each<[string, () => Promise<JoinedPeople>]>([
  [
    'somebody who is joined already',
    async () => ({ keptId: (await house.person(['slack'])).personId, goneId: randomUUID() }),
  ],
  [
    'somebody who has asked to be forgotten',
    async () => {
      const [kept, gone] = [await house.person(['telegram']), await house.person(['slack'])];
      await prisma().$transaction(transaction => forgetPerson(kept.personId).apply(transaction));
      return { keptId: kept.personId, goneId: gone.personId };
    },
  ],
  [
    'somebody who works here, or did',
    async () => {
      const [kept, gone] = [await house.person(['telegram']), await house.person(['slack'])];
      const staff = {
        nameSealed: house.seal.seal('caseworker 1'),
        role: 'caseworker',
        languages: [],
        regions: [],
      } as const;
      await prisma().staff.create({ data: { personId: gone.personId, ...staff, leftAt: new Date() } as never });
      return { keptId: kept.personId, goneId: gone.personId };
    },
  ],
  [
    'two with a chat on one platform',
    async () => {
      const [kept, gone] = [await house.person(['telegram', 'slack']), await house.person(['slack'])];
      return { keptId: kept.personId, goneId: gone.personId };
    },
  ],
])('nothing is joined with %s', async (_, people) => {
  await expect(join(await people())).rejects.toThrow(Overtaken);
});

test('somebody whose address moves to where they have a linked chat already loses neither', async () => {
  const one = await house.person([]);
  const chat = (channel: string, id: string) =>
    prisma().conversation.create({
      data: {
        personId: one.personId,
        channel,
        addressHash: house.hash(channel, id),
        addressSealed: house.seal.seal(id),
      },
    });
  await chat('whatsapp-web', 'before');
  await chat('whatsapp-cloud', 'now');
  const isMoved = await prisma().$transaction(transaction =>
    moveAddress(house, transaction, [{ channel: 'whatsapp-web', id: 'before' }], {
      channel: 'whatsapp-cloud',
      id: 'now',
    }),
  );
  expect(isMoved).toBe(false);
  expect(await prisma().conversation.count({ where: { personId: one.personId } })).toBe(2);
});
