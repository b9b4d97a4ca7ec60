import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createCaseStore } from '../../../src/features/cases/case-store.ts';
import {
  canBeReachedElsewhere,
  createReachElsewhere,
  type ReachElsewhere,
  type WaysElsewhere,
} from '../../../src/features/cases/reach-elsewhere.ts';
import { giveConsent, withdrawConsent } from '../../../src/features/consents.ts';
import { Overtaken } from '../../../src/messages/turn.ts';
import { loadWords } from '../../../src/words/words.ts';
import { type LinkedPeople, openLinkedPeople, type SomePerson } from '../../support/linked-people.ts';

const AT = new Date();
const minutesAgo = (minutes: number) => new Date(AT.getTime() - minutes * 60_000);
const DAY_SECONDS = 86_400;

let house: LinkedPeople;
let reach: ReachElsewhere;
const ways: WaysElsewhere = {
  channels: [
    { name: 'whatsapp-web' },
    { name: 'telegram' },
    { name: 'slack' },
    { name: 'whatsapp-cloud', windowSeconds: DAY_SECONDS },
  ],
  afterMinutes: 15,
};

beforeAll(async () => {
  house = await openLinkedPeople();
  const words = await loadWords(join(import.meta.dirname, '../../../locales'), () => {});
  const cases = createCaseStore(house.database, house.seal, async () => 'test-handle 10');
  reach = createReachElsewhere(house.database, cases, words, ways);
  await house.database.prisma.outage.create({ data: { channel: 'whatsapp-web', since: minutesAgo(20) } });
}, 60_000);
afterAll(() => house.close());

const prisma = () => house.database.prisma;
const consent = async ({ personId }: SomePerson) => {
  const given = {
    personId,
    kind: 'reachElsewhere',
    channel: 'telegram',
    wordsKey: 'k',
    language: 'en',
    words: '?',
  } as const;
  await prisma().$transaction(transaction => giveConsent(given, AT).apply(transaction));
};

/** A member on WhatsApp Web, which is away, with other chats and a reply that waits. */
async function waiting(others: string[], message: Parameters<LinkedPeople['say']>[1] = {}) {
  const person = await house.person(['whatsapp-web', ...others]);
  const caseId = await house.openCase(person);
  const id = String(await house.say(person.chats[0] ?? '', { caseId, ...message }));
  const goesTo = async (at = AT) =>
    (await reach(at))
      .flatMap(({ redirects = [] }) => redirects)
      .flatMap(({ outboundId, conversationId }) => (outboundId === id ? [conversationId] : []));
  return { person, caseId, goesTo };
}

test('it goes to the chat that they wrote in last, and says in their language where it was meant to go', async () => {
  const { person, goesTo } = await waiting(['telegram', 'slack']);
  const [, telegram = '', slack = ''] = person.chats;
  await consent(person);
  await prisma().conversation.update({ where: { id: slack }, data: { heardAt: minutesAgo(1) } });
  await prisma().conversation.update({ where: { id: telegram }, data: { heardAt: minutesAgo(9) } });
  expect(await goesTo()).toEqual([slack]);
  const [turn] = await reach(AT);
  expect(turn?.redirects?.[0]?.why).toBe('We could not reach you in your WhatsApp chat, so this comes here.');
});

test.each<[string, string[], Parameters<LinkedPeople['say']>[1]]>([
  ['has no other chat', [], {}],
  ['can still take it back', ['telegram'], { sendAfter: new Date(AT.getTime() + 5000) }],
  ['was not told of their case, but answered by the bot', ['telegram'], { caseId: null }],
  ['may have got it already', ['telegram'], { status: 'sending' }],
  ['would get it too late', ['telegram'], { expiresAt: minutesAgo(1) }],
  ['failed to get it for another reason', ['telegram'], { status: 'failed', reason: 'too large' }],
])('nothing goes elsewhere where somebody %s', async (_, others, message) => {
  const { person, goesTo } = await waiting(others, message);
  await consent(person);
  expect(await goesTo()).toEqual([]);
});

test('nor to a chat that is away, was left, or whose window is closed', async () => {
  await prisma().outage.create({ data: { channel: 'slack', since: AT } });
  const { person, goesTo } = await waiting(['slack', 'telegram', 'whatsapp-cloud']);
  const [, , telegram = '', cloud = ''] = person.chats;
  await consent(person);
  await prisma().conversation.update({ where: { id: cloud }, data: { heardAt: minutesAgo(25 * 60) } });
  expect(await goesTo()).toEqual([telegram]);
  await prisma().conversation.update({ where: { id: telegram }, data: { addressGoneAt: AT } });
  expect(await goesTo()).toEqual([]);
  await prisma().conversation.update({ where: { id: cloud }, data: { heardAt: minutesAgo(60) } });
  expect(await goesTo()).toEqual([cloud]);
  await prisma().outage.delete({ where: { channel: 'slack' } });
});

test('nor before the time that is set, nor where somebody may be reading along', async () => {
  const { person, caseId, goesTo } = await waiting(['telegram']);
  await consent(person);
  expect(await goesTo(minutesAgo(6))).toEqual([]);
  expect(await goesTo()).toHaveLength(1);
  const intakeSealed = house.seal.seal({ crisis: 'violence-now' });
  await prisma().case.update({ where: { id: caseId }, data: { intakeSealed } });
  expect(await goesTo()).toEqual([]);
});

test('nor without their consent, which counts to the last moment', async () => {
  const { person, goesTo } = await waiting(['telegram']);
  const [gone = ''] = person.chats;
  const canBe = () =>
    canBeReachedElsewhere(house.database, ways, { personId: person.personId, conversationId: gone }, AT);
  expect([await goesTo(), await canBe()]).toEqual([[], false]);
  await consent(person);
  expect([(await goesTo()).length, await canBe()]).toEqual([1, true]);
  const turns = await reach(AT);
  await prisma().$transaction(transaction => withdrawConsent({ personId: person.personId }, AT).apply(transaction));
  const writes = turns.flatMap(turn => turn.writes ?? []);
  await expect(
    prisma().$transaction(async transaction => {
      for (const write of writes) await write.apply(transaction);
    }),
  ).rejects.toThrow(Overtaken);
  expect([await goesTo(), await canBe()]).toEqual([[], false]);
});
