import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { type BotProcess, newSealKey, startBotProcess } from '../support/bot-process.ts';
import { makeDataDirectory, testDatabaseUrl } from '../support/test-database.ts';
import { launchBrowser } from './browser.ts';
import { findBarriers } from './find-barriers.ts';

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
  await page.goto(`${/"url":"([^"]+)"/.exec(bot.output())?.[1]}/playground/?show=whatsapp`);
}, 180_000);

afterAll(async () => {
  await browser?.close();
  await bot?.stop();
  await rm(dataDirectory, { recursive: true });
});

const pane = () => page.locator('.whatsapp');
const theirs = (words: RegExp) => pane().locator('.theirs .words').filter({ hasText: words });

async function say(words: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Message' }).fill(words);
  await page.keyboard.press('Enter');
}

test('a member asks on WhatsApp, sees that it was read, and is answered by the card with buttons', async () => {
  await say('Can I register with a GP without papers?');
  await theirs(/register with a GP/)
    .first()
    .waitFor({ timeout: 60_000 });
  await pane().locator('.mine .tick.read').first().waitFor();
  await pane()
    .getByText(/^window open for 23 h/)
    .waitFor();
  expect(await pane().locator('.keyboard .key').count()).toBeGreaterThan(0);
});

test('a list is opened, and a row of it leads on', async () => {
  await say('topics');
  // The answer before this one has a list as well.
  const list = pane().locator('.whatsapp-list').filter({ hasText: 'Browse topics' }).last();
  await list.locator('summary').click();
  const row = list.locator('button').first();
  const title = (await row.textContent()) ?? '';
  const before = await pane().locator('.theirs').count();
  await row.click();
  await pane()
    .locator('.mine .words')
    .filter({ hasText: title.slice(0, 12) })
    .last()
    .waitFor();
  await pane().locator('.theirs').nth(before).waitFor({ timeout: 60_000 });
});

test('a day later the window is closed, until they write', async () => {
  await page.getByRole('button', { name: 'Wind the clock forward by a day' }).click();
  await pane()
    .getByText(/^window closed/)
    .waitFor();
  await say('hello');
  await pane()
    .getByText(/^window open for 23 h/)
    .waitFor();
});

test('everybody can use it', async () => {
  expect(await findBarriers(page, '.whatsapp')).toEqual([]);
});
