import { once } from 'node:events';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { SlackMember } from '../../src/playground/slack/slack-member.ts';
import { startTelegramServer, type TelegramServer } from '../../src/playground/telegram/telegram-server.ts';
import { PACE } from '../support/case-bot.ts';
import { cardIn, cardOf, pressOn, sendToMember, threadOf, untilSlack, wordsOf } from '../support/case-house-life.ts';
import { type FakeMember, fakeMember } from '../support/fake-whatsapp-web/fake-member.ts';
import { type AnyMember, inTelegram } from '../support/linked-house.ts';
import { letUndoPass, tick } from '../support/time-passes.ts';
import { until } from '../support/until.ts';
import { openWhatsappCharity, type WhatsappCharity } from '../support/whatsapp-charity.ts';

const TOKEN = '4242:elsewhere';
const WHY = 'We could not reach you in your WhatsApp chat';

let telegram: TelegramServer;
let charity: WhatsappCharity;
let caseworker: SlackMember;
let onWeb: FakeMember;
let onTelegram: AnyMember;
let reference: string;
let lastId = 1_000_000;
/** The page has been opened again, with a code for the telephone to scan. */
let codeShown: Promise<unknown>;

/** The real library in a real browser, and the real grammY. */
beforeAll(async () => {
  telegram = await startTelegramServer({ bots: [{ token: TOKEN }], limits: 'off' });
  charity = await openWhatsappCharity(['caseworker'], {
    telegram: { token: TOKEN, apiRoot: telegram.apiRoot, webhook: undefined, ...PACE },
  });
  await charity.start('web');
  caseworker = charity.people[0] as SlackMember;
}, 120_000);
afterAll(async () => {
  await charity.close();
  await telegram.stop();
});

/** Somebody has a case on WhatsApp Web, which the caseworker has claimed, has linked their Telegram, and may be reached there. */
beforeEach(async () => {
  lastId += 1;
  onWeb = fakeMember(charity.web, `${lastId}@c.us`);
  onTelegram = inTelegram(telegram.user(lastId, { languageCode: 'en' }));
  onWeb.say('9');
  await onWeb.waitForWords(/\*\d\* {2}Just pass it on/);
  onWeb.choose('Just pass it on');
  reference = /[A-Z0-9]{3}-[A-Z0-9]{3}/.exec(await onWeb.waitForWords(/Your number/))?.[0] ?? '';
  onWeb.say('my data');
  await onWeb.waitForWords(/stored of you/);
  onWeb.choose('Link another chat');
  onTelegram.say(await onWeb.waitForWords(/^LINK-/));
  await onTelegram.hears('Link this chat with your WhatsApp chat');
  onTelegram.tap('Yes, link them');
  await onTelegram.hears('May we write');
  onTelegram.tap('Yes, you may');
  await onTelegram.hears('only when we cannot reach you');
  await onWeb.waitForWords(/is linked with this chat now/);
  await untilSlack(charity.slack, () => cardIn(charity.room, reference) !== undefined);
  await pressOn(caseworker, charity.room, cardOf(charity, reference), 'Claim');
  await onWeb.waitForWords(/caseworker 0/);
}, 180_000);

const told = (words: string) => [
  onWeb.shown().filter(({ body }) => body?.includes(words)).length,
  onTelegram.heard().filter(text => text.includes(words)).length,
];
const card = () => wordsOf(cardOf(charity, reference));
async function send(words: string): Promise<void> {
  await sendToMember(charity, caseworker, reference, words);
  await charity.withDatabase(letUndoPass);
}

/** The telephone ends the session, and it is noted that WhatsApp is away. */
async function goAway(): Promise<void> {
  charity.web.isPairedByItself = false;
  codeShown = once(charity.web.events, 'open');
  charity.web.logOut();
  await charity.withDatabase(async ({ prisma }) => {
    await until(() => prisma.outage.count({ where: { channel: 'whatsapp-web' } }));
  });
}

async function comeBack(): Promise<void> {
  await codeShown;
  charity.web.pair();
  await charity.withDatabase(async ({ prisma }) => {
    await until(async () => (await prisma.outage.count({ where: { channel: 'whatsapp-web' } })) === 0);
  });
}

/** As if it had been away for so long; then the features look. */
const letMinutesPass = (minutes: number) =>
  charity.withDatabase(async database => {
    await database.prisma.$executeRaw`UPDATE outage SET since = since - make_interval(mins => ${minutes}::int)`;
    await tick(database);
  });

/** The newest reply can be taken back no more, and was tried. */
const untilTried = () =>
  charity.withDatabase(async ({ prisma }) => {
    const reply = { where: { caseId: { not: null }, sendAfter: { not: null } }, orderBy: { id: 'desc' } } as const;
    await until(async () => (await prisma.outboundMessage.findFirst(reply))?.attempts);
  });

test('what waits while WhatsApp Web is away goes to the linked chat after 15 minutes, and not again when it is back', async () => {
  await goAway();
  await send('First: keep the letter.');
  await untilTried();
  await letMinutesPass(10);
  expect(told('First: keep the letter.')).toEqual([0, 0]);
  await letMinutesPass(10);
  expect(await onTelegram.hears('First: keep the letter.')).toContain(WHY);
  await untilSlack(charity.slack, () =>
    card().includes('to their Telegram chat, since nothing reached them on WhatsApp'),
  );
  await comeBack();
  await send('Second: call us on Monday.');
  await onWeb.waitForWords(/Second: call us/);
  expect([told('First: keep the letter.'), told('Second: call us on Monday.')]).toEqual([
    [0, 1],
    [1, 0],
  ]);
  onTelegram.say('thank you, I kept it');
  await untilSlack(charity.slack, () => threadOf(charity, reference).some(text => text.includes('I kept it')));
}, 180_000);

test('what arrives on WhatsApp since it is back in time goes nowhere else', async () => {
  await goAway();
  await send('Third: bring the letter.');
  await untilTried();
  await comeBack();
  await onWeb.waitForWords(/Third: bring/);
  await letMinutesPass(20);
  expect(told('Third: bring the letter.')).toEqual([1, 0]);
}, 120_000);

test('what WhatsApp may have got counts as sent there: it goes nowhere else, however long it is away', async () => {
  const taken = charity.web.failNext('send', 'happens and is never answered');
  await send('Fourth: we come with you.');
  await taken;
  await goAway();
  await letMinutesPass(60);
  expect(told('Fourth: we come with you.')).toEqual([1, 0]);
  await comeBack();
  await untilSlack(charity.slack, () => /✉️[^✉]*· (?:sent|✓)/.test(card()));
  expect(told('Fourth: we come with you.')).toEqual([1, 0]);
}, 120_000);
