import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import type { SlackMember } from '../../src/playground/slack/slack-member.ts';
import { type BotProcess, newSealKey, startBotProcess } from '../support/bot-process.ts';
import { cardIn, cardOf, pressOn, sendToMember, untilSlack, wordsOf } from '../support/case-house-life.ts';
import { fakeMember } from '../support/fake-whatsapp-web/fake-member.ts';
import { testDatabaseUrl } from '../support/test-database.ts';
import { openWhatsappCharity, type WhatsappCharity } from '../support/whatsapp-charity.ts';
import { launchBrowser } from './browser.ts';
import { CaseworkTour } from './casework-tour.ts';
import { OrganisingTour, training } from './organising-tour.ts';
import { WhatsappPhone } from './whatsapp-phone.ts';

const REPLY = 'Your landlord needs a court order first.';
const ANSWER = 'Thank you, now I can sleep.';
const REFERENCE = /[A-Z0-9]{3}-[A-Z0-9]{3}/;
const referenceIn = (words: string) => REFERENCE.exec(words)?.[0] ?? '';

let dataDirectory: string;
let bot: BotProcess;
let browser: Browser;
let page: Page;
let charity: WhatsappCharity;
const faults: string[] = [];

beforeAll(async () => {
  await Promise.all([openPlayground(), openCharity()]);
}, 120_000);

async function openPlayground(): Promise<void> {
  dataDirectory = await mkdtemp(join(tmpdir(), 'folding-chair-'));
  bot = await startBotProcess({
    PLAYGROUND: 'on',
    DATA_DIR: dataDirectory,
    SEAL_KEY: newSealKey(),
    DATABASE_URL: (await testDatabaseUrl()) ?? '',
  });
  browser = await launchBrowser();
  const viewport = { width: 1600, height: 900 };
  page = await browser.newPage({ viewport, reducedMotion: 'reduce', locale: 'en-GB' });
  page.on('pageerror', error => faults.push(String(error)));
}

async function openCharity(): Promise<void> {
  charity = await openWhatsappCharity(['caseworker', 'organiser']);
  await charity.start('web');
}

afterAll(async () => {
  await browser?.close();
  await bot?.stop();
  await charity?.close();
  await rm(dataDirectory, { recursive: true });
});

test('on Cloud somebody asks for a person and is answered from Slack, and another finds an action and gets a place, by buttons and lists', async () => {
  const organising = await OrganisingTour.begin(
    page,
    /"url":"([^"]+)"/.exec(bot.output())?.[1] ?? '',
    'whatsapp-and-slack',
  );
  await organising.writeTraining();
  await organising.publish();
  const phone = new WhatsappPhone(page);
  await phone.say('help');
  await phone.press('What’s on');
  await phone.hears('Where do you live?');
  await phone.say('Birmingham');
  await phone.press('Know');
  await phone.hears(training.words);
  expect(await phone.heard(training.exactPlace).count()).toBe(0);
  await phone.press('I want to come');
  await phone.press('Just me');
  await phone.hears('You have a place');
  await phone.hears(training.exactPlace);
  await organising.card.getByText('1 comes').waitFor();

  await phone.meetAnother();
  await phone.say('9');
  await phone.press('Just pass it on');
  const casework = new CaseworkTour(page, {});
  casework.follow(referenceIn(await phone.hears('Your number')));
  await casework.enter();
  await casework.claimOnCard();
  await phone.hears('Caseworker A');
  await casework.preview(REPLY);
  await casework.send();
  await casework.leaveWindow();
  await phone.hears(REPLY);
  await casework.card.getByText(/Caseworker A · .*read/).waitFor();
  await phone.say(ANSWER);
  await casework.card.getByText(ANSWER).waitFor();
  await phone.isRead();
  expect(faults).toEqual([]);
}, 90_000);

test('on Web the same is done by digits, in the real library and a real browser', async () => {
  const { web, room, slack, people } = charity;
  const [caseworker, organiser] = people as [SlackMember, SlackMember];
  await publishTraining(organiser);

  const asking = fakeMember(web, '1000001@c.us');
  asking.say('9');
  await asking.waitForWords(/\*\d\* {2}Just pass it on/);
  asking.choose('Just pass it on');
  const reference = referenceIn(await asking.waitForWords(/Your number/));
  await untilSlack(slack, () => cardIn(room, reference) !== undefined);
  await pressOn(caseworker, room, cardOf(charity, reference), 'Claim');
  await asking.waitForWords(/caseworker 0/);
  await sendToMember(charity, caseworker, reference, REPLY);

  // What is sent can be taken back for ten seconds: meanwhile somebody else registers.
  const coming = fakeMember(web, '1000002@c.us');
  coming.say('help');
  await coming.waitForWords(/What’s on/);
  coming.choose('What’s on near me');
  await coming.waitForWords(/Where do you live/);
  coming.say('Birmingham');
  await coming.waitForWords(/\*1\* .*Know/);
  coming.say('1');
  await coming.waitForWords(new RegExp(training.words));
  coming.choose('I want to come');
  await coming.waitForWords(/Just me/);
  coming.choose('Just me');
  await coming.waitForWords(new RegExp(`You have a place[\\s\\S]*${training.exactPlace}`));

  await asking.waitForWords(new RegExp(REPLY));
  for (const message of asking.shown()) asking.acknowledge(message, 'read');
  await untilSlack(slack, () => wordsOf(cardOf(charity, reference)).includes('✓ read'));
  asking.say(ANSWER);
  await untilSlack(slack, () => wordsOf(cardOf(charity, reference)).includes(ANSWER));
}, 90_000);

/** Writes the training in Slack's windows, as the tour of the other test does. */
async function publishTraining(organiser: SlackMember): Promise<void> {
  const { room, slack } = charity;
  const { title, words, place, exactPlace } = training;
  const opened = (title: string) => organiser.screen.waitForModal(view => view.title?.text === title, 30_000);
  const date = `${new Date().getFullYear() + 1}-05-13`;
  await organiser.command(room, '/folding-chair', 'action');
  await opened('What and when');
  await organiser.submit({ language: 'en', kind: 'training', title, words, date, from: '14:00', until: '16:00' });
  await opened('Where');
  await organiser.submit({ place, exactPlace, region: 'West Midlands' });
  await opened('For whom');
  await organiser.submit({ capacity: '1', needs: ['childcare', 'food'] });
  await opened('As members see it');
  await organiser.submit();
  await untilSlack(slack, () => cardIn(room, title) !== undefined);
  await organiser.close({ all: true });
}
