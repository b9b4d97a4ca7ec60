import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { startBotProcess } from '../support/bot-process.ts';
import { launchBrowser } from './browser.ts';
import { CaseworkTour, said } from './casework-tour.ts';

/**
 * Takes the pictures of `docs/casework.md`, and the README's, on the way through a case: `npx node test/e2e/take-screenshots.ts docs`.
 * The machine needs a font with emoji (on Debian: fonts-noto-color-emoji).
 */
const [folder = 'docs'] = process.argv.slice(2);
const dataDirectory = await mkdtemp(join(tmpdir(), 'folding-chair-'));
await mkdir(join(folder, 'casework'), { recursive: true });
const bot = await startBotProcess({ PLAYGROUND: 'on', DATA_DIR: dataDirectory });
const browser = await launchBrowser();
const context = await browser.newContext({
  viewport: { width: 1600, height: 900 },
  reducedMotion: 'reduce',
  locale: 'en-GB',
});
const page = await context.newPage();
const tour = await CaseworkTour.begin(page, /"url":"([^"]+)"/.exec(bot.output())?.[1] ?? '');

await tour.askForAPerson();
await take('member', tour.member);
await tour.sendPhoto();
await take('card', tour.card);
await tour.claim();
await tour.preview(said.reply);
await page.screenshot({ path: join(folder, 'telegram-and-slack.png') });
await take('preview', tour.window);
await tour.send();
await take('undo', tour.window);
await tour.leaveWindow();
await tour.heard(said.reply).waitFor();
await tour.onCard('Timeline');
await tour.window.getByText('we wrote').waitFor();
await tour.window.getByText('we wrote').scrollIntoViewIfNeeded();
await take('timeline', tour.window);
await tour.leaveWindow();
await tour.slack
  .getByRole('navigation')
  .getByRole('button', { name: /Folding Chair/ })
  .click();
await tour.slack.getByText('Waiting for the member').waitFor();
await take('home', tour.slack.locator('.sl-room'));

await browser.close();
await bot.stop();
await rm(dataDirectory, { recursive: true });

async function take(name: string, what: Locator): Promise<void> {
  await page.mouse.move(0, 0);
  await what.screenshot({ path: join(folder, 'casework', `${name}.png`) });
}
