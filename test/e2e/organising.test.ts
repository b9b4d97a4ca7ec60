import { readFile, rm } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { type BotProcess, newSealKey, startBotProcess } from '../support/bot-process.ts';
import { makeDataDirectory, onEmbeddedDatabase, testDatabaseUrl } from '../support/test-database.ts';
import { launchBrowser } from './browser.ts';
import { OrganisingTour, training } from './organising-tour.ts';

onEmbeddedDatabase();

let dataDirectory: string;
let bot: BotProcess;
let browser: Browser;
let page: Page;
const faults: string[] = [];

beforeAll(async () => {
  dataDirectory = await makeDataDirectory();
  browser = await launchBrowser();
  bot = await startBotProcess({
    PLAYGROUND: 'on',
    DATA_DIR: dataDirectory,
    SEAL_KEY: newSealKey(),
    DATABASE_URL: (await testDatabaseUrl()) ?? '',
  });
  const context = await browser.newContext({
    viewport: { width: 1600, height: 900 },
    reducedMotion: 'reduce',
    locale: 'en-GB',
  });
  page = await context.newPage();
  page.on('pageerror', error => faults.push(String(error)));
}, 120_000); // the first start learns from the cards

afterAll(async () => {
  await browser?.close();
  await bot?.stop();
  await rm(dataDirectory, { recursive: true });
});

test('a training is made in Slack and found in Farsi; its only place is taken, given back and offered on; who came is on the list', async () => {
  const tour = await OrganisingTour.begin(page, /"url":"([^"]+)"/.exec(bot.output())?.[1] ?? '');
  await tour.writeTraining();
  await tour.window.getByText(training.place).first().waitFor();
  await tour.publish();

  await tour.meet('لیلا', 'fa', 3);
  await tour.find(training.town);
  expect(await tour.heard(training.exactPlace).count()).toBe(0);
  await tour.press('actions.button.join');
  await tour.press('actions.button.needs');
  await tour.press('actions.need.childcare');
  await tour.press('form.done');
  await tour.hears('actions.ticket.registered');
  await tour.heard(training.exactPlace).last().waitFor();
  await tour.card.getByText('1 comes').waitFor();
  await tour.card.getByText('childcare 1').waitFor();

  await tour.meet('Blessing', 'en', 0);
  await tour.find('Birmingham');
  await tour.press('actions.button.join');
  await tour.press('actions.button.justMe');
  await tour.heard('You are number 1 on the waiting list').last().waitFor();

  const aheadMinutes = await tour.windTo(-1, '11:30', 0);
  await tour.pickUp('لیلا', 'fa');
  await tour
    .heard(tour.word('actions.remind.day').split('{{')[0]?.replaceAll('*', '').trim() ?? '')
    .last()
    .waitFor();
  await tour.press('actions.button.cancel');
  await tour.hears('actions.cancelled');
  await tour.anHourLater();

  await tour.pickUp('Blessing', 'en');
  await tour.heard('A place is free for you').last().waitFor();
  await tour.press('actions.button.take');
  await tour.heard('✅ You have a place').last().waitFor();
  await tour.card.getByText('1 comes').waitFor();

  await tour.windTo(0, '14:10', aheadMinutes + 60);
  await tour.onCard('List');
  await tour.window.getByText('0 of 1 are here').waitFor();
  await tour.window.getByRole('button', { name: 'Check in', exact: true }).last().click();
  await tour.window.getByText('1 of 1 are here').waitFor();
  const list = await readFile(await (await tour.downloadList()).path(), 'utf8');
  expect(list.split('\n')[0]).toMatch(/^\uFEFF?"?Handle/);
  expect(list).toContain('has a place,yes');
  for (const never of ['Blessing', 'لیلا', '500']) expect(list).not.toContain(never);
  expect(faults).toEqual([]);
}, 120_000);
