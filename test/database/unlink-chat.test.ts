import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { unlinkChat } from '../../src/database/unlink-chat.ts';
import { Overtaken } from '../../src/messages/turn.ts';
import { carryOut } from '../../src/outbox/carry-out.ts';
import { saveFates } from '../../src/outbox/outbox-store.ts';
import { type LinkedPeople, openLinkedPeople, type SomePerson } from '../support/linked-people.ts';

let house: LinkedPeople;
beforeAll(async () => {
  house = await openLinkedPeople();
}, 60_000);
afterAll(() => house.close());

const prisma = () => house.database.prisma;
const unlink = ({ personId }: SomePerson, conversationId: string) =>
  prisma().$transaction(transaction => unlinkChat(house.queue, transaction, { personId, conversationId }));
const messageOf = (id: bigint) => prisma().outboundMessage.findUniqueOrThrow({ where: { id } });

/** A person with a chat that is to go, and one that stays. */
async function twoChats() {
  const person = await house.person(['whatsapp-web', 'telegram'], { language: 'fa', handle: null });
  const [out = '', stays = ''] = person.chats;
  return { person, out, stays, caseId: await house.openCase(person) };
}

test('a chat that is taken out is a stranger’s, in the same language, and remembers nothing', async () => {
  const { person, out, stays, caseId } = await twoChats();
  await prisma().attachment.create({ data: { conversationId: out, kind: 'photo', refSealed: house.seal.seal('x') } });
  const danger = { dangerAt: new Date(), dangerSealed: house.seal.seal('what was said') };
  await prisma().conversation.update({ where: { id: out }, data: danger });
  const sent = await house.say(out, { status: 'sent', caseId });
  await unlink(person, out);
  const { personId, stateSealed, ...chat } = await prisma().conversation.findUniqueOrThrow({ where: { id: out } });
  expect([personId === person.personId, stateSealed, chat.dangerSealed, chat.turn]).toEqual([false, null, null, 1]);
  const stranger = { cases: true, consents: true, registrations: true } as const;
  expect(await prisma().person.findUnique({ where: { id: personId ?? '' }, include: stranger })).toMatchObject({
    ...{ language: 'fa', handle: null, cases: [], consents: [], registrations: [] },
  });
  expect(await prisma().case.findUnique({ where: { id: caseId } })).toMatchObject({ conversationId: stays });
  expect(await prisma().attachment.count({ where: { conversationId: out } })).toBe(0);
  // No number in the chat that stays stands for what was offered in the other.
  expect(await messageOf(sent)).toMatchObject({ conversationId: stays, status: 'sent', lane: 'unlinked' });
});

test('what waits there goes to the chat that stays; what may have begun to arrive goes no further, whatever is told of it later', async () => {
  const { person, out, stays, caseId } = await twoChats();
  const waits = await house.say(out, { caseId });
  const begun = [
    await house.say(out, { caseId, status: 'sending' }),
    await house.say(out, { caseId, chunksSent: 1 }),
    await house.say(out, { caseId, maybeRepeated: true }),
  ];
  await unlink(person, out);
  expect(await messageOf(waits)).toMatchObject({ conversationId: stays, status: 'queued', lane: 'chat' });
  for (const id of begun) expect(await messageOf(id)).toMatchObject({ status: 'failed', reason: 'unlinked' });
  const [id = 0n] = begun;
  const unknown = { wasFound: false, handedOverAtMs: null, shows: null };
  const fate = { ...unknown, id, status: 'queued' as const, chunksSent: 0, reason: '500' };
  const delivered = { conversationId: out, lane: 'chat', turn: 0, sentUnasked: 0, gone: false, isHeld: false };
  await saveFates(house, [{ ...delivered, fates: [fate] }], Date.now());
  expect(await messageOf(id)).toMatchObject({ status: 'failed', reason: 'unlinked' });
});

test('a reply that was decided a moment before does not go to whoever has the chat then', async () => {
  const { person, out, stays, caseId } = await twoChats();
  await unlink(person, out);
  const reply = { text: 'Keep the letter.', language: 'en' };
  const post = (conversationId: string) =>
    prisma().$transaction(transaction =>
      carryOut(house, transaction, [{ posts: [{ to: { conversationId }, reply, caseId }] }]),
    );
  await expect(post(out)).rejects.toThrow(Overtaken);
  expect(await prisma().outboundMessage.count({ where: { conversationId: out } })).toBe(0);
  await post(stays);
  expect(await prisma().outboundMessage.count({ where: { conversationId: stays, caseId } })).toBe(1);
});

test('nobody’s only chat is taken out, nor anybody else’s', async () => {
  const [alone, other] = [await house.person(['telegram']), await house.person(['telegram', 'slack'])];
  await expect(unlink(alone, alone.chats[0] ?? '')).rejects.toThrow(Overtaken);
  await expect(unlink(other, alone.chats[0] ?? '')).rejects.toThrow(Overtaken);
});
