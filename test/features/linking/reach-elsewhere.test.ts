import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { cardIn, cardOf, pressOn, sendToMember, threadOf, untilSlack, wordsOf } from '../../support/case-house-life.ts';
import {
  type AnyMember,
  inTelegram,
  inWhatsapp,
  type LinkedHouse,
  linkChats,
  openCase,
  openLinkedHouse,
} from '../../support/linked-house.ts';
import { letUndoPass } from '../../support/time-passes.ts';

const REPLY = 'Your landlord needs a court order first.';
const WHY = 'We could not reach you in your Telegram chat';
const LOST = 'failed: they have blocked us';

interface Linked {
  first: AnyMember;
  second: AnyMember;
  reference: string;
}

let house: LinkedHouse;
let agreed: Linked;
let declined: Linked;
let withdrawn: Linked;

/** Three members have a case on Telegram and a chat on WhatsApp, and leave Telegram; each gets a reply, and a minute passes. */
beforeAll(async () => {
  house = await openLinkedHouse(['caseworker'], { reachElsewhereMinutes: 0.001 });
  agreed = await withCase('Yes, you may');
  declined = await withCase('No, please do not');
  withdrawn = await withCase('Yes, you may');
  withdrawn.second.say('my data');
  await withdrawn.second.hears('Linked with this chat: Telegram');
  withdrawn.second.tap('Not in my other chat');
  await withdrawn.second.hears('only where you write to us');
  caseworker().say(house.room, 'a word among colleagues', { threadTs: cardOf(house, agreed.reference).ts });
  for (const { reference } of [agreed, declined, withdrawn]) await sendToMember(house, caseworker(), reference, REPLY);
  await letUndoPass(house.database);
  for (const { reference } of [agreed, declined, withdrawn])
    await untilSlack(house.slack, () => card(reference).includes(LOST));
  await house.tick();
}, 120_000);
afterAll(() => house.stop());

async function withCase(mayReach: Parameters<typeof linkChats>[2]): Promise<Linked> {
  const onTelegram = house.onTelegram();
  const [first, second] = [inTelegram(onTelegram), inWhatsapp(house.onWhatsapp())];
  const reference = await openCase(first);
  await linkChats(first, second, mayReach);
  await untilSlack(house.slack, () => cardIn(house.room, reference) !== undefined);
  await pressOn(caseworker(), house.room, cardOf(house, reference), 'Claim');
  await first.hears('caseworker 0');
  onTelegram.block({ isHeard: false });
  return { first, second, reference };
}

function caseworker() {
  const [one] = house.people;
  if (!one) throw new Error('Nobody works here.');
  return one;
}

const card = (reference: string) => wordsOf(cardOf(house, reference));
const count = (chat: AnyMember, words: string) => chat.heard().filter(text => text.includes(words)).length;

test('a reply to a chat that its member has left goes once to the other, says why, and is answered there', async () => {
  const { first, second, reference } = agreed;
  expect(await second.hears(REPLY)).toContain(WHY);
  await untilSlack(house.slack, () => /WhatsApp chat, since nothing reached them on Telegram/.test(card(reference)));
  second.say('thank you, now I can sleep');
  await untilSlack(house.slack, () => threadOf(house, reference).some(text => text.includes('now I can sleep')));
  await house.tick();
  expect([count(first, REPLY), count(second, REPLY)]).toEqual([0, 1]);
  // From now on they are answered where they wrote last.
  await sendToMember(house, caseworker(), reference, 'And it has to give you notice.');
  await letUndoPass(house.database);
  expect(await second.hears('And it has to give you notice.')).not.toContain(WHY);
}, 60_000);

test('without their consent, or when it was taken back, it stays where it is, and the card says so', async () => {
  for (const { second, reference } of [declined, withdrawn]) {
    expect(count(second, REPLY)).toBe(0);
    expect(card(reference)).toContain(LOST);
  }
});

test('what colleagues say among themselves goes nowhere', () => {
  for (const { first, second } of [agreed, declined, withdrawn])
    expect([first, second].map(chat => count(chat, 'a word among colleagues'))).toEqual([0, 0]);
});

test('nobody who has left and has not agreed can be written to: whoever tries is told so', async () => {
  await pressOn(caseworker(), house.room, cardOf(house, declined.reference), 'Reply…');
  await caseworker().screen.waitForModal(view => JSON.stringify(view.blocks).includes('words'), 20_000);
  await caseworker().submit({ words: 'Are you there?', mark: 'information' });
  await caseworker().screen.waitForModal(view => JSON.stringify(view.blocks).includes('cannot be reached'), 20_000);
});
