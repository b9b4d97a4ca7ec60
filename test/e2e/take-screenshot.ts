import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startBotProcess } from '../support/bot-process.ts';
import { launchBrowser } from './browser.ts';

/** Takes the README's picture of the playground: `npx node test/e2e/take-screenshot.ts docs/playground.png [light|dark]`. */
const [file = 'docs/playground.png', colorScheme = 'light'] = process.argv.slice(2);
const dataDirectory = await mkdtemp(join(tmpdir(), 'folding-chair-'));
const bot = await startBotProcess({ PLAYGROUND: 'on', DATA_DIR: dataDirectory });
const browser = await launchBrowser();

const page = await browser.newPage({
  viewport: { width: 1440, height: 900 },
  reducedMotion: 'reduce',
  colorScheme: colorScheme === 'dark' ? 'dark' : 'light',
});
await page.goto(`${/"url":"([^"]+)"/.exec(bot.output())?.[1]}/playground/`);
for (const [index, language] of ['English', 'العربية'].entries()) {
  if (index > 0) await page.getByRole('button', { name: 'New person' }).click();
  await page.locator('.examples button').filter({ hasText: language }).click();
  await page.locator('.theirs').first().waitFor();
}
await page.screenshot({ path: file });

await browser.close();
await bot.stop();
await rm(dataDirectory, { recursive: true });
