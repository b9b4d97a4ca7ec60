import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { startBotProcess } from '../support/bot-process.ts';
import { makeDataDirectory } from '../support/test-database.ts';
import { launchBrowser } from './browser.ts';

/** A page of the playground, and a camera for it. */
export interface PhotoWalk {
  page: Page;
  /** Where the bot's web server is. */
  url: string;
  /** Takes a picture of a part of the page. */
  take(name: string, what: Locator | Page): Promise<void>;
}

/** Goes through the playground of a bot of its own, and takes pictures on the way. @param folder where they are kept, made if need be. */
export async function inPlayground(folder: string, walk: (on: PhotoWalk) => Promise<void>): Promise<void> {
  await mkdir(folder, { recursive: true });
  const dataDirectory = await makeDataDirectory(true);
  const bot = await startBotProcess({ PLAYGROUND: 'on', DATA_DIR: dataDirectory });
  const browser = await launchBrowser();
  const context = await browser.newContext({
    viewport: { width: 1600, height: 900 },
    reducedMotion: 'reduce',
    locale: 'en-GB',
  });
  const page = await context.newPage();
  try {
    await walk({
      page,
      url: /"url":"([^"]+)"/.exec(bot.output())?.[1] ?? '',
      async take(name, what) {
        await page.mouse.move(0, 0);
        await what.screenshot({ path: join(folder, `${name}.png`) });
      },
    });
  } finally {
    await browser.close();
    await bot.stop();
    await rm(dataDirectory, { recursive: true });
  }
}
