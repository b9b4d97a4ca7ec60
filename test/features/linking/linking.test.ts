import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { cardIn, threadOf, untilSlack, wordsOf } from '../../support/case-house-life.ts';
import {
  type AnyMember,
  askForCode,
  inSlack,
  inTelegram,
  inWhatsapp,
  type LinkedHouse,
  linkChats,
  openCase,
  openLinkedHouse,
} from '../../support/linked-house.ts';

const NO = 'No, please do not';

let house: LinkedHouse;

beforeAll(async () => {
  house = await openLinkedHouse(['caseworker', 'stranger', 'stranger']);
}, 60_000);
afterAll(() => house.stop());

const telegram = () => inTelegram(house.onTelegram());
const whatsapp = () => inWhatsapp(house.onWhatsapp());
/** The people who are known on more than one platform, by how many chats they have. */
const people = () => house.database.prisma.person.findMany({ include: { conversations: true, cases: true } });
const personWith = async (reference: string) => {
  const all = await people();
  const found = all.find(({ cases }) => cases.some(each => each.reference === reference));
  if (!found) throw new Error(`Nobody has the case ${reference}.`);
  return found;
};
const platforms = async (reference: string) =>
  (await personWith(reference)).conversations.map(({ channel }) => channel).sort();
const count = (chat: AnyMember, words: string) => chat.heard().filter(text => text.includes(words)).length;

async function writtenIn(chat: AnyMember, code: string): Promise<void> {
  chat.say(code);
  await chat.hears('Link this chat with your');
}

describe('a member who links two chats', () => {
  test('has one case in both, whichever gave the code, and neither the room nor anybody else sees it', async () => {
    const [first, second] = [telegram(), whatsapp()];
    const reference = await openCase(first);
    await untilSlack(house.slack, () => cardIn(house.room, reference) !== undefined);
    const code = await askForCode(first);
    await writtenIn(second, code);
    expect(count(second, reference)).toBe(0);
    second.tap('Yes, link them');
    await second.hears('Telegram chat are linked');
    await first.hears('Your WhatsApp chat is linked with this chat now');
    expect(await platforms(reference)).toEqual(['telegram', 'whatsapp-cloud']);
    second.say('what I write here goes to my caseworker');
    await untilSlack(house.slack, () => threadOf(house, reference).some(text => text.includes('what I write here')));
    expect(JSON.stringify(house.room.messages())).not.toContain(code);
    second.say('9');
    await second.hears(reference);
  });

  test('brings the case of the newer chat along, and what both know of them', async () => {
    const [older, newer] = [telegram(), whatsapp()];
    older.say('hello');
    await older.hears('Folding Chair');
    const reference = await openCase(newer);
    await linkChats(older, newer, NO);
    expect(await platforms(reference)).toEqual(['telegram', 'whatsapp-cloud']);
    older.say('9');
    await older.hears(reference);
  });

  test('may say yes in words, though a caseworker gets what else they say there', async () => {
    const [older, newer] = [telegram(), whatsapp()];
    older.say('hello');
    await older.hears('Folding Chair');
    const reference = await openCase(newer);
    await writtenIn(newer, await askForCode(older));
    newer.say('yes');
    await newer.hears('Telegram chat are linked');
    expect(await platforms(reference)).toEqual(['telegram', 'whatsapp-cloud']);
  });

  test('may have Slack as one of them, and a case in both: the room is told that the two are one', async () => {
    const member = house.people[1];
    if (!member) throw new Error('Nobody is a stranger in Slack.');
    const [here, there] = [inSlack(member), telegram()];
    const [one, other] = [await openCase(here), await openCase(there)];
    await untilSlack(house.slack, () => [one, other].every(reference => cardIn(house.room, reference)));
    // Whoever has the case in that chat does not get the code.
    await linkChats(here, there, NO);
    expect(JSON.stringify(house.room.messages())).not.toMatch(/LINK-\w{4}/);
    const person = await personWith(one);
    expect(person.cases.map(({ reference }) => reference).sort()).toEqual([one, other].sort());
    const cards = () => [one, other].map(reference => wordsOf(cardIn(house.room, reference) ?? { text: '' }));
    await untilSlack(house.slack, () => cards().every(card => card.includes(person.handle ?? '?')));
    await untilSlack(house.slack, () =>
      [one, other].flatMap(each => threadOf(house, each)).some(text => text.includes('are one person')),
    );
  });

  test('keeps one place where they had two, with the better one, and gives the other back', async () => {
    const { prisma } = house.database;
    const [first, second] = [telegram(), whatsapp()];
    const [one, other] = [await openCase(first), await openCase(second)];
    const [a, b] = [await personWith(one), await personWith(other)];
    const { id: actionId } = await prisma.action.create({
      data: {
        kind: 'training',
        status: 'published',
        startsAt: new Date(Date.now() + 9 * 86_400_000),
        endsAt: new Date(Date.now() + 9 * 86_400_000 + 3_600_000),
        capacity: 5,
        taken: 4,
        organiserId: a.id,
        roomId: house.room.id,
        code: 'GO7K3M9P',
      },
    });
    const at = (person: typeof a, guests: number) => ({
      actionId,
      personId: person.id,
      conversationId: person.conversations[0]?.id ?? '',
      status: 'registered' as const,
      guests,
    });
    await prisma.registration.createMany({ data: [at(a, 0), at(b, 2)] });
    await linkChats(first, second, NO);
    const { id: personId } = await personWith(one);
    expect(await prisma.registration.findMany({ where: { actionId } })).toMatchObject([{ personId, guests: 2 }]);
    expect(await prisma.action.findUniqueOrThrow({ where: { id: actionId } })).toMatchObject({ taken: 3 });
  });
});

describe('a code', () => {
  test('is asked about in the language of the chat that it is from, where nobody has written yet', async () => {
    const first = inTelegram(house.telegram.user(2_000_001, { languageCode: 'fr' }));
    first.say('mes données');
    await first.hears('Ce qui');
    first.tap('Relier un autre chat');
    const code = /LINK-\w{4}-\w{4}/.exec(await first.hears(/^LINK-/))?.[0] ?? '';
    const second = whatsapp();
    second.say(code);
    await second.hears('Relier ce chat à votre chat Telegram');
  });

  test('links nothing when it is declined, is too old, was used, or comes back to where it is from', async () => {
    const [first, second, third] = [telegram(), whatsapp(), whatsapp()];
    const reference = await openCase(first);
    const code = await askForCode(first);
    first.say(code);
    await first.hears('This code is from this chat');
    await writtenIn(second, code);
    second.tap('No');
    await second.hears('Nothing was linked');
    expect(await platforms(reference)).toEqual(['telegram']);
    await house.database.prisma.chatLink.updateMany({ data: { expiresAt: new Date(Date.now() - 1000) } });
    second.say(code);
    await second.hears('I do not know that code');
    const newer = await askForCode(first);
    await writtenIn(second, newer);
    second.tap('Yes, link them');
    await second.hears('are linked');
    third.say(newer);
    await third.hears('I do not know that code');
    expect(await platforms(reference)).toEqual(['telegram', 'whatsapp-cloud']);
    const again = await askForCode(first);
    second.say(again);
    await second.hears('linked already');
    expect(await platforms(reference)).toEqual(['telegram', 'whatsapp-cloud']);
  });

  test('can be guessed five times an hour, then not even a right one counts; what is none is answered as ever', async () => {
    const [first, guesser] = [telegram(), whatsapp()];
    const code = await askForCode(first);
    for (let tries = 0; tries < 5; tries++) {
      guesser.say('LINK-3333-CCCC');
      await guesser.hears('I do not know that code');
    }
    guesser.say(code);
    await guesser.hears('too many wrong codes');
    guesser.say('can i see a doctor without papers');
    await guesser.hears('GP');
    await house.database.prisma.conversation.updateMany({
      where: { linkTries: { gt: 0 } },
      data: { linkTriesSince: new Date(Date.now() - 3_601_000) },
    });
    await writtenIn(guesser, code);
  });

  test('is stored as a hash alone', async () => {
    const code = await askForCode(telegram());
    const rows = await house.database.prisma.chatLink.findMany();
    expect(rows.length).toBeGreaterThan(0);
    for (const { codeHash } of rows) expect(Buffer.from(codeHash).toString('latin1')).not.toContain(code);
  });

  test('joins no two chats in one app, and nobody who works here', async () => {
    const [first, second] = [telegram(), telegram()];
    const code = await askForCode(first);
    // As a link does it that opens the chat.
    second.say(`/start ${code}`);
    await second.hears('two of them are in the same app');
    const worker = house.people[0];
    if (!worker) throw new Error('Nobody works here.');
    const caseworker = inSlack(worker);
    caseworker.say(code);
    await caseworker.hears('your chats cannot be linked');
  });

  test('of somebody who has asked to be forgotten leads nowhere, though it was written before', async () => {
    const [first, second] = [telegram(), whatsapp()];
    const reference = await openCase(second);
    await writtenIn(second, await askForCode(first));
    first.say('delete my data');
    await first.hears('Delete everything?');
    first.tap('Yes, delete everything');
    await first.hears('I deleted what was stored');
    second.tap('Yes, link them');
    await second.hears('I do not know that code');
    expect(await platforms(reference)).toEqual(['whatsapp-cloud']);
  });
});

describe('at once', () => {
  test('of two chats that use one code, one is linked', async () => {
    const [first, second, third] = [telegram(), whatsapp(), whatsapp()];
    const reference = await openCase(first);
    const code = await askForCode(first);
    await writtenIn(second, code);
    // Who wrote it last may say that it is meant; both do.
    await writtenIn(third, code);
    second.tap('Yes, link them');
    third.tap('Yes, link them');
    await Promise.all([second, third].map(chat => chat.hears(/are linked|I do not know that code/)));
    expect(await platforms(reference)).toEqual(['telegram', 'whatsapp-cloud']);
    expect(
      await house.database.prisma.chatLink.count({
        where: { conversation: { person: { cases: { some: { reference } } } } },
      }),
    ).toBe(0);
  });

  test('two chats that link each other become one person, with everything of both', async () => {
    for (let round = 0; round < 4; round++) {
      const [first, second] = [telegram(), whatsapp()];
      const [one, other] = [await openCase(first), await openCase(second)];
      const [toSecond, toFirst] = [await askForCode(first), await askForCode(second)];
      await Promise.all([writtenIn(second, toSecond), writtenIn(first, toFirst)]);
      first.tap('Yes, link them');
      second.tap('Yes, link them');
      const ends = /are linked|linked already|I do not know that code/;
      await Promise.all([first, second].map(chat => chat.hears(ends)));
      const person = await personWith(one);
      expect(person.cases.map(({ reference }) => reference).sort()).toEqual([one, other].sort());
      expect(person.conversations).toHaveLength(2);
    }
  });

  test('what is written in the other chat meanwhile is answered, by the one person that they are then', async () => {
    const [first, second] = [telegram(), whatsapp()];
    const reference = await openCase(first);
    await writtenIn(second, await askForCode(first));
    second.tap('Yes, link them');
    for (let message = 1; message <= 5; message++) first.say(`word ${message}`);
    await second.hears('are linked');
    await untilSlack(house.slack, () =>
      [1, 2, 3, 4, 5].every(message => threadOf(house, reference).join(' ').includes(`word ${message}`)),
    );
    const waiting = {
      status: { not: 'answered' as const },
      conversation: { person: { cases: { some: { reference } } } },
    };
    expect(await house.database.prisma.inboundMessage.count({ where: waiting })).toBe(0);
  });
});

test('“delete my data” in one chat forgets both, says so before, and tells the other', async () => {
  const [first, second] = [telegram(), whatsapp()];
  const reference = await openCase(first);
  await linkChats(first, second, 'Yes, you may');
  second.say('delete my data');
  await second.hears('Your Telegram chat is linked with this one');
  second.tap('Yes, delete everything');
  await second.hears('I deleted what was stored');
  await first.hears('You asked in your WhatsApp chat to delete everything');
  const { prisma } = house.database;
  expect(await prisma.case.count({ where: { reference } })).toBe(0);
  first.say('9');
  await first.hears('Talk to a person');
});

describe('a chat that is unlinked', () => {
  const inBoth = async () => {
    const [first, second] = [telegram(), whatsapp()];
    const reference = await openCase(first);
    await linkChats(first, second, 'Yes, you may');
    second.say('a word for my case');
    await untilSlack(house.slack, () => threadOf(house, reference).some(text => text.includes('a word for my case')));
    return { first, second, reference };
  };
  const holdsNothing = async (channel: string, reference: string) => {
    const { prisma } = house.database;
    expect(await platforms(reference)).not.toContain(channel);
    const { conversations, id: personId } = await personWith(reference);
    const chat = conversations[0]?.id;
    const about = await prisma.case.findUniqueOrThrow({ where: { reference }, include: { entries: true } });
    expect(about.conversationId).toBe(chat);
    const sent = await prisma.outboundMessage.findMany({ where: { caseId: about.id } });
    expect(sent.filter(({ conversationId }) => conversationId !== chat)).toEqual([]);
    expect(await prisma.consent.count({ where: { personId, kind: 'reachElsewhere', withdrawnAt: null } })).toBe(0);
  };

  test('by itself is a stranger’s: both are told, and the case stays in the other', async () => {
    const { first, second, reference } = await inBoth();
    second.say('my data');
    await second.hears('Linked with this chat: Telegram');
    second.tap('Unlink this chat');
    await second.hears('stay in your Telegram chat');
    second.tap('Yes, unlink it');
    await second.hears('We start anew here');
    await first.hears('Your WhatsApp chat is not linked any more');
    await holdsNothing('whatsapp-cloud', reference);
    const before = second.heard().length;
    second.say('9');
    await second.hears('Talk to a person');
    expect(second.heard().slice(before).join()).not.toContain(reference);
    first.say('9');
    await first.hears(reference);
  });

  test('from the other chat is one too, for whoever holds that telephone may not be them', async () => {
    const { first, second, reference } = await inBoth();
    first.say('my data');
    await first.hears('Linked with this chat: WhatsApp');
    first.tap('Unlink WhatsApp');
    await first.hears('That chat then knows nothing');
    first.tap('Yes, unlink it');
    await first.hears('Your WhatsApp chat is not linked any more');
    await second.hears('is not linked with your Telegram chat any more');
    await holdsNothing('whatsapp-cloud', reference);
  });
});
