import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { launchBrowser } from './browser.ts';
import { type EchoPlayground, startEchoPlayground } from './echo-playground.ts';
import { findBarriers } from './find-barriers.ts';

const phone = { width: 320, height: 640 }; // the narrowest that WCAG 1.4.10 asks for
let browser: Browser;
let echo: EchoPlayground;
let page: Page;
let faults: string[];

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

beforeEach(async () => {
  faults = [];
  echo = await startEchoPlayground();
});
afterEach(async () => {
  await Promise.all(browser.contexts().map(context => context.close()));
  await echo.stop();
  expect(faults).toEqual([]);
});

async function open(options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    reducedMotion: 'reduce',
    ...options,
  });
  const opened = await context.newPage();
  opened.on('pageerror', error => faults.push(String(error)));
  opened.on('console', message => message.type() === 'error' && faults.push(message.text()));
  await opened.goto(`${echo.address}/`);
  await opened.locator('.welcome, .message').first().waitFor();
  return opened;
}

const field = (on = page) => on.getByRole('textbox', { name: 'Message' });
const answer = (words: string, on = page) => on.locator('.theirs .words').filter({ hasText: words });
const inspector = () => page.getByRole('complementary', { name: 'Inspector' });

async function start(): Promise<void> {
  await page.getByRole('button', { name: 'Start' }).click();
  await answer('Ask me anything').waitFor();
}

test('a person starts, asks and gets an answer with its markup', async () => {
  page = await open();
  await start();
  await field().fill('can i see a doctor');
  await page.keyboard.press('Enter');
  await answer('can i see a doctor').waitFor();
  expect(await answer('can i see a doctor').locator('strong').textContent()).toBe('You said');
  await page.locator('.mine .tick.read').last().waitFor();
});

test.each([
  'Can I register with a GP without papers?',
  'هل يمكنني التسجيل عند طبيب بدون أوراق؟',
  'Ma iska diiwaan gelin karaa dhakhtar haddii aanan haysan warqado?',
])('an empty chat offers %s', async question => {
  page = await open();
  await page.getByRole('button', { name: question }).click();
  await answer(question).waitFor();
});

test('the inspector shows what the bot heard, the band, the scores, the state and the rows, and keeps earlier turns', async () => {
  page = await open();
  await start();
  for (const words of ['first question', 'second question']) {
    await field().fill(words);
    await page.keyboard.press('Enter');
    await inspector().locator('.heard').filter({ hasText: words }).waitFor();
  }
  const shown = await inspector().textContent();
  for (const words of ['English', 'faq', '7.4 ms', 'Answer', 'HLT-01', '93%', 'outbound_message ×1', '"afterAnswer"']) {
    expect(shown).toContain(words);
  }
  expect(await inspector().evaluate(shown => shown.scrollWidth - shown.clientWidth)).toBe(0);
  await inspector().getByRole('button', { name: 'first question' }).click();
  expect(await inspector().locator('.heard').textContent()).toBe('first question');
  await inspector().getByRole('button', { name: 'Back to the last turn' }).click();
  expect(await inspector().locator('.heard').textContent()).toBe('second question');
});

test('a pressed button reaches the bot, whose answer is shown and whose message changes', async () => {
  page = await open();
  await start();
  await field().fill('hello');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'This helped' }).click();
  await answer('You pressed helped').waitFor();
  expect(await page.locator('.pane:visible .toast').textContent()).toBe('Thank you');
  expect(await page.locator('.theirs .edited').count()).toBe(1);
});

test('everything can be done with the keyboard alone', async () => {
  page = await open();
  await page.keyboard.press('Tab');
  expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to the message field');
  await page.getByRole('button', { name: 'Start' }).press('Enter');
  await answer('Ask me anything').waitFor();
  await field().focus();
  await page.keyboard.type('helo');
  await page.keyboard.press('Enter');
  await answer('helo').waitFor();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Control+A');
  await page.keyboard.type('hello');
  await page.keyboard.press('Enter');
  await answer('You meant hello').waitFor();
  await page.getByRole('button', { name: 'Commands' }).press('Enter');
  expect(await page.evaluate('document.activeElement.textContent')).toContain('/help');
  await page.keyboard.press('Enter');
  await page.locator('.mine').filter({ hasText: '/help' }).waitFor();
});

test('a photo, a document, a voice message and a place can be sent', async () => {
  page = await open();
  await start();
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), attach('Photo')]);
  const pixel = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M/wHwAEBgIApD5fRAAAAABJRU5ErkJggg==',
    'base64',
  );
  await chooser.setFiles({ name: 'pixel.png', mimeType: 'image/png', buffer: pixel });
  await answer('A photo').waitFor();
  const image = page.locator('img.photo');
  await expect(
    image.evaluate((shown: { naturalWidth: number; decode(): Promise<void> }) =>
      shown.decode().then(() => shown.naturalWidth),
    ),
  ).resolves.toBe(1);
  await attach('Voice message');
  await page.locator('.attachment').filter({ hasText: 'Voice message' }).waitFor();
  await attach('Location');
  await page.locator('.attachment').filter({ hasText: '51.5072' }).waitFor();

  async function attach(what: string): Promise<void> {
    await page.getByRole('button', { name: 'Attach', exact: true }).click();
    await page.getByRole('menuitem', { name: what }).click();
  }
});

test('each person has their own phone, and hears of what came meanwhile', async () => {
  page = await open();
  await start();
  await page.getByRole('button', { name: 'New person' }).click();
  await page.getByRole('button', { name: 'Start' }).waitFor();
  await echo.bot.api.sendMessage(5001, 'a reminder');
  await page.getByRole('button', { name: /Blessing.*1 new/ }).click();
  await answer('a reminder').waitFor();
});

test('a press is not lost when a message comes between the finger that goes down and the one that goes up', async () => {
  page = await open();
  await start();
  await page.getByRole('button', { name: 'New person' }).click();
  await page.getByRole('button', { name: 'Start' }).click();
  const first = page.locator('.person').first();
  await first.hover();
  await page.mouse.down();
  const elsewhere = await open();
  await field(elsewhere).fill('meanwhile');
  await elsewhere.keyboard.press('Enter');
  await answer('meanwhile', elsewhere).waitFor();
  // The page has heard of it when it shows what came later.
  await echo.bot.api.sendMessage(5002, 'later');
  await answer('later').waitFor();
  await page.mouse.up();
  await page.locator('.person[aria-current]').filter({ hasText: 'meanwhile' }).waitFor();
  await answer('meanwhile').waitFor();
});

test('what comes while the time is wound is not lost, however late the page has its answers', async () => {
  page = await open();
  await start();
  await page.goto(`${echo.address}/?show=both`);
  const isShown = Promise.withResolvers<void>();
  const isAnswered = Promise.withResolvers<void>();
  await page.route(/(?<!events)$/, async route => {
    const response = await route.fetch();
    isAnswered.resolve();
    await isShown.promise;
    await route.fulfill({ response });
  });
  await page.getByRole('button', { name: 'An hour later' }).click();
  await isAnswered.promise;
  await echo.bot.api.sendMessage(5001, 'meanwhile');
  await answer('meanwhile').waitFor();
  isShown.resolve();
  await page.unrouteAll({ behavior: 'wait' });
  await page.getByText('1 hour ahead').waitFor();
  expect(await answer('meanwhile').count()).toBe(1);
});

test('a blocked bot cannot write until it is unblocked', async () => {
  page = await open();
  await start();
  await page.getByRole('button', { name: 'Block the bot' }).click();
  await page.getByRole('button', { name: 'Unblock', exact: true }).waitFor();
  await expect(echo.bot.api.sendMessage(5001, 'hello')).rejects.toThrow('blocked by the user');
  await page.getByRole('button', { name: 'Unblock', exact: true }).click();
  await field().waitFor();
  await echo.bot.api.sendMessage(5001, 'hello again');
  await answer('hello again').waitFor();
});

test('an Arabic message runs from the right, and an Arabic app is mirrored', async () => {
  page = await open();
  await start();
  await field().fill('هل يمكنني رؤية طبيب؟');
  await page.keyboard.press('Enter');
  const words = page.locator('.mine .words').filter({ hasText: 'طبيب' });
  await words.waitFor();
  expect(await words.evaluate(shown => shown.matches(':dir(rtl)'))).toBe(true);
  await page.getByRole('button', { name: 'New person' }).click();
  await page.locator('.person').filter({ hasText: 'يوسف' }).waitFor();
  expect(await page.locator('.pane:visible .log').getAttribute('dir')).toBe('rtl');
});

test('a reload shows everything again, and another window sees it too', async () => {
  page = await open();
  await start();
  await page.reload();
  await answer('Ask me anything').waitFor();
  const other = await open();
  await field().fill('seen by both');
  await page.keyboard.press('Enter');
  await answer('seen by both', other).waitFor();
});

test('on a phone the people and the inspector are drawers that Escape and a cross close, and nothing is wider than the screen', async () => {
  page = await open();
  await page.setViewportSize(phone);
  await start();
  const wider = await page.evaluate(
    'document.documentElement.scrollWidth > innerWidth || [...document.querySelectorAll(".top *, .chat-header *, .composer *")].some(shown => shown.getBoundingClientRect().right > innerWidth + 1)',
  );
  expect(wider).toBe(false);
  expect(await inspector().isVisible()).toBe(false);
  const toggle = page.getByRole('button', { name: 'Inspector' });
  await toggle.click();
  await inspector().waitFor();
  await page.keyboard.press('Escape');
  await inspector().waitFor({ state: 'hidden' });
  expect(await toggle.evaluate(shown => shown.matches(':focus'))).toBe(true);
  await page.getByRole('button', { name: 'People' }).click();
  await page.getByRole('button', { name: 'New person' }).click();
  await page.getByRole('button', { name: 'Start' }).waitFor();
});

test.each([
  ['light', { colorScheme: 'light' }],
  ['dark', { colorScheme: 'dark' }],
  ['phone', { viewport: phone }],
] as [string, BrowserContextOptions][])('axe finds no fault in the %s page (WCAG 2.2 AA)', async (_, options) => {
  page = await open({ ...options, bypassCSP: true }); // axe writes styles into the page
  expect(await findBarriers(page)).toEqual([]);
  await page.getByRole('button', { name: 'Can I register with a GP without papers?' }).click();
  await answer('GP').waitFor();
  await page.locator('.turn').waitFor({ state: 'attached' });
  expect(await findBarriers(page)).toEqual([]);
});
