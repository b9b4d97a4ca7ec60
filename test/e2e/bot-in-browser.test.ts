import { readFile, rm } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { type BotProcess, newSealKey, startBotProcess } from '../support/bot-process.ts';
import { makeDataDirectory, onEmbeddedDatabase, testDatabaseUrl } from '../support/test-database.ts';
import { launchBrowser } from './browser.ts';

onEmbeddedDatabase();

let dataDirectory: string;
let bot: BotProcess;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  dataDirectory = await makeDataDirectory();
  browser = await launchBrowser();
  bot = await startBotProcess({
    PLAYGROUND: 'on',
    DATA_DIR: dataDirectory,
    SEAL_KEY: newSealKey(),
    DATABASE_URL: (await testDatabaseUrl()) ?? '',
  });
  page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.goto(`${/"url":"([^"]+)"/.exec(bot.output())?.[1]}/playground/`);
}, 120_000); // the first start learns from the cards

afterAll(async () => {
  await browser?.close();
  await bot?.stop();
  await rm(dataDirectory, { recursive: true });
});

test.each([
  ['English', 'Blessing', 'Can I register with a GP without papers?', /register with a GP/],
  ['Arabic', 'يوسف', 'هل يمكنني التسجيل عند طبيب بدون أوراق؟', /التسجيل/],
  ['Somali', 'Hodan', 'Ma iska diiwaan gelin karaa dhakhtar haddii aanan haysan warqado?', /dhakhtar|GP/],
])('a member who asks about a GP in %s is answered from the card', async (_, name, question, words) => {
  if (name !== 'Blessing') await page.getByRole('button', { name: 'New person' }).click();
  await page.locator('.person[aria-current]').filter({ hasText: name }).waitFor();
  await page.getByRole('button', { name: question }).click();
  const inspector = page.getByRole('complementary', { name: 'Inspector' });
  await inspector.locator('.heard').filter({ hasText: question }).waitFor();
  await page.locator('.theirs .words').filter({ hasText: words }).first().waitFor();
  expect(await inspector.locator('.decision strong').textContent()).toContain('Answer');
  expect(await inspector.locator('.scores li').first().textContent()).toContain('HLT-01');
});

test('a button below the answer leads on', async () => {
  const words = JSON.parse(await readFile('locales/en/messages.json', 'utf8')) as Record<string, string>;
  await page.getByRole('button', { name: /Blessing/ }).click();
  await page.getByRole('button', { name: words['button.helped'] ?? '' }).click();
  await page
    .locator('.theirs .words')
    .filter({ hasText: words.helped ?? '' })
    .waitFor();
});
