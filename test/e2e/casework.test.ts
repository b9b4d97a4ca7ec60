import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { type BotProcess, newSealKey, startBotProcess } from '../support/bot-process.ts';
import { makeDataDirectory, onEmbeddedDatabase, testDatabaseUrl } from '../support/test-database.ts';
import { launchBrowser } from './browser.ts';
import { CaseworkTour, deadline, said } from './casework-tour.ts';

onEmbeddedDatabase();

let dataDirectory: string;
let bot: BotProcess;
let browser: Browser;
let page: Page;
const faults: string[] = [];
const inEnglish = new Intl.DateTimeFormat('en-GB', {
  weekday: 'short',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  timeZone: 'Europe/London',
});

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

test('somebody asks for a person in Arabic, is answered from Slack, and a day later the closed case opens again', async () => {
  const tour = await CaseworkTour.begin(page, /"url":"([^"]+)"/.exec(bot.output())?.[1] ?? '');
  await tour.askForAPerson();
  await tour.card.getByText(inEnglish.format(deadline)).waitFor();
  await tour.card.getByText(said.happened).waitFor();
  await tour.sendPhoto();

  await tour.claim();
  await tour.readPhoto();
  await tour.writeInThread(said.internal);
  await tour.closeThread();

  await tour.preview(said.tooSoon);
  const arriving = tour.window.locator('.sl-section').filter({ hasText: said.tooSoon });
  expect(await arriving.evaluate(shown => shown.querySelector(':dir(rtl)') !== null)).toBe(true);
  await tour.window.locator('strong').getByText('Caseworker A').waitFor();
  await tour.send();
  await tour.undo();
  await tour.card.getByText('taken back').waitFor();
  await tour.inWindow('Write again…');
  await tour.previewInWindow(said.reply);
  await tour.send();
  await tour.leaveWindow();
  await tour.heard(said.reply).waitFor();
  await tour.card.getByText(/Caseworker A · sent/).waitFor();

  await tour.close();
  await tour.aDayLater();
  await tour.say(said.later);
  await tour.hears('case.reopened');
  await tour.card.getByText(said.later).waitFor();
  await tour.card.getByText('With Caseworker A').waitFor();

  for (const never of [said.internal, said.tooSoon, said.reason]) expect(await tour.heard(never).count()).toBe(0);
  expect(faults).toEqual([]);
}, 90_000);
