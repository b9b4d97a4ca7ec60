import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { createPlayground, type Playground } from '../../src/playground/playground.ts';
import { launchBrowser } from './browser.ts';
import { type CaseApp, caseManifest, startCaseApp } from './case-app.ts';
import { everyInput } from './every-input.ts';
import { findBarriers } from './find-barriers.ts';
import { servePlayground } from './serve-playground.ts';

const phone = { width: 320, height: 640 }; // the narrowest that WCAG 1.4.10 asks for
let browser: Browser;
let playground: Playground;
let address: string;
let cases: CaseApp;
let page: Page;
let faults: string[];
let endings: (() => Promise<unknown>)[];

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

beforeEach(async () => {
  [faults, endings] = [[], []];
  playground = await createPlayground({ slackManifest: caseManifest });
  playground.slack.setLimits('off');
  const served = await servePlayground(playground);
  address = served.address;
  endings.push(served.stop);
  cases = await startCaseApp(playground, endings);
});
afterEach(async () => {
  await Promise.all(browser.contexts().map(context => context.close()));
  for (const end of endings.toReversed()) await end();
  expect(faults).toEqual([]);
});

async function open(show: string, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    reducedMotion: 'reduce',
    locale: 'en-GB',
    ...options,
  });
  const opened = await context.newPage();
  opened.on('pageerror', error => faults.push(String(error)));
  opened.on('console', message => message.type() === 'error' && faults.push(message.text()));
  await opened.goto(`${address}/?show=${show}`);
  await pane(0, opened).locator('.sl-place').first().waitFor();
  return opened;
}

const pane = (index = 0, on = page) => on.locator('.slack').nth(index);
const field = (index = 0) =>
  pane(index)
    .locator('.sl-room')
    .getByRole('textbox', { name: /^Message / });
const message = (words: string | RegExp, index = 0) =>
  pane(index).locator('.sl-room .sl-message').filter({ hasText: words });
const modal = (index = 0) => pane(index).getByRole('dialog');
const place = (name: RegExp, index = 0) =>
  pane(index)
    .getByRole('navigation', { name: /^Workspace of/ })
    .getByRole('button', { name });
const button = (name: string, within: Locator = pane()) => within.getByRole('button', { name, exact: true });
const toast = (index = 0) => pane(index).locator('.sl-toast');
const person = (name: string) => pane().getByRole('button', { name: `You are ${name}` });
const focused = () => page.evaluate('document.activeElement.textContent || document.activeElement.ariaLabel');

async function say(words: string, index = 0): Promise<void> {
  await field(index).fill(words);
  await field(index).press('Enter');
}

async function choose(label: string, choice: string, typed = ''): Promise<void> {
  await modal().getByRole('combobox', { name: label }).click();
  await page.keyboard.type(typed);
  await modal().getByRole('option', { name: choice }).click();
}

/** Opens the modal with everything in it, from the case in the channel. */
async function openForm(): Promise<void> {
  await cases.post();
  await button('Reply', message('quiet river')).click();
  await modal().getByRole('heading', { name: 'Reply to quiet river' }).waitFor();
}

test('a message is drawn with its blocks, its markup as elements and its words as text', async () => {
  page = await open('slack');
  await cases.post();
  const card = message('quiet river');
  await card.waitFor();
  for (const [selector, words] of [
    ['.sl-header', 'quiet river 7'],
    ['strong', 'Housing'],
    ['em', 'urgent'],
    ['s', 'old'],
    ['code', 'HOU-02'],
    ['.sl-mention-own', '@here'],
    ['blockquote', 'صاحب البيت يريد إخراجي من البيت غداً.'],
    ['a[href="https://example.org/rules"]', 'the rules'],
    ['.sl-context', 'Nobody has this case yet.'],
  ] as const) {
    expect(await card.locator(selector).filter({ hasText: words }).count()).toBeGreaterThan(0);
  }
  expect(await card.locator('blockquote').evaluate(shown => shown.matches(':dir(rtl)'))).toBe(true);
  await say('<b>no</b> <script>alert(1)</script> *plain*');
  await message('<b>no</b> <script>alert(1)</script> *plain*').waitFor();
  await cases.app.client.chat.postMessage({ channel: roomId('casework'), text: 'a &lt;i&gt; b', blocks: [] });
  await message('a <i> b').waitFor();
});

test('two caseworkers see one channel, each with their own client', async () => {
  page = await open('two-caseworkers');
  const ts = await cases.post();
  await message('quiet river', 1).waitFor();
  await button('Claim', message('quiet river', 1)).click();
  for (const index of [0, 1]) await message('Claimed by @Caseworker B', index).waitFor();
  expect(cases.heard).toEqual([['claim', 'caseworker.b']]);
  expect(await message('quiet river', 0).locator('.sl-mention-own').filter({ hasText: 'Caseworker' }).count()).toBe(0);

  await button('Close', message('quiet river', 0)).click();
  await button('Keep it open', modal()).click();
  expect(cases.heard).toHaveLength(1);
  await button('Close', message('quiet river', 0)).click();
  await button('Close it', modal()).click();
  await message('Only you can close it.', 0).getByText('Only visible to you').waitFor();
  expect(await message('Only you can close it.', 1).count()).toBe(0);

  await place(/casework-leads/, 1).waitFor({ state: 'detached' });
  await place(/general/, 1).click();
  await say('@Caseworker B, can you look?', 0);
  await place(/casework.*1 new for you/, 1).click();
  await message('@Caseworker B, can you look?', 1).locator('.sl-mention-own').waitFor();

  await message('quiet river', 1).getByText('1 reply').click();
  await pane(1).locator('.sl-thread .sl-message').filter({ hasText: 'The case is closed' }).waitFor();
  await pane(1).getByRole('region', { name: 'Thread, seen by Caseworker B' }).waitFor();
  await pane(1).getByRole('textbox', { name: 'Reply…' }).fill('So it is.');
  await page.keyboard.press('Enter');
  await message('quiet river', 0).getByText('2 replies').waitFor();
  expect(playground.slack.world.conversations.get(roomId('casework'))?.thread(ts)).toHaveLength(3);
});

test('one person after another can be played, each in their own channels', async () => {
  page = await open('slack');
  await person('Caseworker A').click();
  await pane().getByRole('menuitem', { name: 'Organiser' }).click();
  await person('Organiser').waitFor();
  await say('Thursday at six');
  await message('Thursday at six').getByText('Organiser').waitFor();
  await place(/casework$/).click();
  await button('Join channel').click();
  await say('Who needs a lift?');
  await message('Who needs a lift?').waitFor();
});

test('a form takes everything that Slack has, and the app gets it', async () => {
  page = await open('slack');
  await openForm();
  await modal().getByLabel('Your reply').fill('لا يحق له ذلك.');
  await choose('Your urgency', 'High');
  await choose('Your topics', 'Housing');
  await choose('Your topics', 'Visa');
  await choose('Your place', 'Lee North', 'Lee');
  await choose('Your colleague (optional)', '@Lead');
  await choose('Your colleagues', '@Caseworker B');
  await choose('Your channel', '#organising');
  await choose('Your conversation', '#general', 'gen');
  await modal().getByLabel('Your day').fill('2026-07-16');
  await modal().getByLabel('Your hour').fill('14:30');
  await modal().getByLabel('Your moment').fill('2026-07-16T14:30');
  await modal().getByLabel('Information').check();
  await modal().getByLabel('Read aloud').check();
  await modal().getByLabel('Your mail').fill('a@example.org');
  await modal().getByLabel('Your link').fill('https://example.org');
  await modal().getByLabel('Your number').fill('5');
  await modal().getByLabel('Your rich').fill('*sure*');
  await modal()
    .getByLabel('Your letter')
    .setInputFiles({ name: 'letter.pdf', mimeType: 'application/pdf', buffer: Buffer.from('a letter') });
  await modal().getByText('letter.pdf').waitFor();
  await button('Preview', modal()).click();
  await modal().getByRole('heading', { name: 'Preview' }).waitFor();
  await modal().getByText('لا يحق له ذلك.').waitFor();
  const moment = await page.evaluate('new Date("2026-07-16T14:30").getTime() / 1000');
  expect(cases.heard).toMatchObject([
    [
      'every_input',
      {
        words: { words: { value: 'لا يحق له ذلك.' } },
        urgency: { urgency: { selected_option: { value: 'High' } } },
        topics: { topics: { selected_options: [{ value: 'Housing' }, { value: 'Visa' }] } },
        place: { place: { selected_option: { value: 'North' } } },
        colleague: { colleague: { selected_user: userId('Lead') } },
        colleagues: { colleagues: { selected_users: [userId('Caseworker B')] } },
        channel: { channel: { selected_channel: roomId('organising') } },
        conversation: { conversation: { selected_conversation: roomId('general') } },
        day: { day: { selected_date: '2026-07-16' } },
        hour: { hour: { selected_time: '14:30' } },
        moment: { moment: { selected_date_time: moment } },
        kind: { kind: { selected_option: { value: 'Information' } } },
        checks: { checks: { selected_options: [{ value: 'Read aloud' }] } },
        mail: { mail: { value: 'a@example.org' } },
        link: { link: { value: 'https://example.org' } },
        number: { number: { value: '5' } },
        rich: { rich: { rich_text_value: { elements: [{ elements: [{ text: 'sure', style: { bold: true } }] }] } } },
        letter: { letter: { files: [{ name: 'letter.pdf' }] } },
      },
    ],
  ]);
  await button('Back', modal()).click();
  expect(await modal().getByLabel('Your reply').inputValue()).toBe('لا يحق له ذلك.');
  await button('Preview', modal()).click();
  await button('Send', modal()).click();
  await modal().waitFor({ state: 'detached' });
  await message('Sent by @Caseworker A').waitFor();
});

test('what is wrong with a field is said beside it, by Slack or by the app, and the form stays', async () => {
  page = await open('slack');
  await openForm();
  await modal().getByLabel('Your number').fill('7');
  await button('Preview', modal()).click();
  await modal().getByText('Please complete this required field.').waitFor();
  await modal().getByText('Please enter at most 5.').waitFor();
  const reply = modal().getByLabel('Your reply');
  expect(await reply.evaluate(shown => shown.matches(':focus[aria-invalid="true"]'))).toBe(true);
  await modal().getByLabel('Your number').fill('4');
  await reply.fill('wrong');
  expect(await modal().getByText('Please enter at most 5.').count()).toBe(0);
  await button('Preview', modal()).click();
  await modal().getByText('This would not reach the person.').waitFor();
  await reply.fill('x'.repeat(61));
  await modal().getByText('-1', { exact: true }).waitFor();
});

test('a form that the app changes keeps what was typed, and the caret', async () => {
  page = await open('slack');
  await openForm();
  await modal().getByLabel('Your reply').fill('half a sen');
  await choose('Your urgency', 'Today');
  await button('Add', modal()).click();
  await modal().getByText('A deadline was added.').waitFor();
  expect(await modal().getByLabel('Your reply').inputValue()).toBe('half a sen');
  expect(await modal().getByRole('combobox', { name: 'Your urgency' }).inputValue()).toBe('Today');
  expect(await focused()).toBe('Add');
  await modal().getByLabel('Your reply').press('End');
  await page.keyboard.type('tence');
  const [view] = playground.slack.world.views.stackOf(userId('Caseworker A'));
  await cases.app.client.views.update({ view_id: view?.id ?? '', view: everyInput('Nobody pressed anything.') });
  await modal().getByText('Nobody pressed anything.').waitFor();
  await page.keyboard.type('.');
  expect(await modal().getByLabel('Your reply').inputValue()).toBe('half a sentence.');
});

test('the app is told at once of what is chosen in a message, and of what is pressed in an overflow menu', async () => {
  page = await open('slack');
  await cases.post();
  const card = message('quiet river');
  await card.getByRole('combobox', { name: 'Assign to' }).click();
  await card.getByRole('option', { name: '@Lead' }).click();
  await card.getByLabel('Select a date').fill('2026-07-16');
  await button('More options', card).click();
  await card.getByRole('menuitem', { name: 'Timeline' }).click();
  await card.locator('.sl-waiting').waitFor({ state: 'detached' });
  expect(cases.heard.map(([what]) => what)).toEqual(['assign', 'due', 'more']);
  expect(cases.heard).toMatchObject([
    ['assign', { selected_user: userId('Lead') }],
    ['due', { selected_date: '2026-07-16' }],
    ['more', { selected_option: { value: 'timeline' } }],
  ]);
});

test('the app hears of what a person saw and pressed, though it has changed its message meanwhile', async () => {
  page = await open('slack');
  const ts = await cases.post();
  await button('Claim', message('quiet river')).hover();
  await page.mouse.down();
  await cases.hold(ts, userId('Lead'));
  await page.mouse.up();
  await message('quiet river').getByText('Claimed by @Caseworker A').waitFor();
  expect(cases.heard.map(([what]) => what)).toEqual(['claim']);
});

test('the app is at home, and its messages are private', async () => {
  page = await open('slack');
  await place(/Folding Chair/).click();
  await pane().getByRole('heading', { name: 'My cases' }).waitFor();
  await button('Help').click();
  await button('Messages').click();
  await say('A question of my own');
  await message('A question of my own').waitFor();
  expect(cases.heard).toEqual([['help', undefined]]);
  await person('Caseworker A').click();
  await pane().getByRole('menuitem', { name: 'Member in Slack' }).click();
  await place(/Folding Chair/).click();
  expect(await message('A question of my own').count()).toBe(0);
});

test('shortcuts and commands of the app are offered where Slack offers them', async () => {
  page = await open('slack');
  await say('please send this on');
  await message('please send this on').hover();
  await button('More actions', message('please send this on')).click();
  await pane().getByRole('menuitem', { name: 'Send to the member' }).click();
  await modal().getByText('please send this on').waitFor();
  await page.keyboard.press('Escape');
  await modal().waitFor({ state: 'detached' });
  await button('Shortcuts').click();
  await pane().getByRole('menuitem', { name: 'New case' }).click();
  await modal().getByRole('heading', { name: 'Reply to quiet river' }).waitFor();
  await button('Not now', modal()).click();
  await say('/nothing at all');
  await toast().getByText('/nothing is not a valid command. The app has /case, /slow.').waitFor();
  expect(await field().inputValue()).toBe('/nothing at all');
});

test('a refusal is said in words: no answer in three seconds, nobody there', async () => {
  page = await open('slack');
  await say('/slow');
  await toast().getByText('The app did not answer in 3 seconds.').waitFor();
  await cases.post();
  await message('quiet river').waitFor();
  await cases.app.stop();
  await pane().getByText('No app is connected to this Slack yet.').waitFor();
  await button('Claim', message('quiet river')).click();
  await toast().getByText('nobody heard that').waitFor();
  await place(/Folding Chair/).click();
  await pane().getByText('When one is, it shows its Home here.').waitFor();
});

test('files go with a message: an image is shown, another is offered', async () => {
  page = await open('slack');
  const pixel = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M/wHwAEBgIApD5fRAAAAABJRU5ErkJggg==',
    'base64',
  );
  await pane()
    .locator('.sl-room input[type="file"]')
    .setInputFiles([
      { name: 'pixel.png', mimeType: 'image/png', buffer: pixel },
      { name: 'letter.pdf', mimeType: 'application/pdf', buffer: Buffer.from('a letter') },
    ]);
  await say('What came today');
  const image = message('What came today').locator('img.sl-image');
  const decoded = image.evaluate((shown: { naturalWidth: number; decode(): Promise<void> }) =>
    shown.decode().then(() => shown.naturalWidth),
  );
  expect(await decoded).toBe(1);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    message('letter.pdf').getByRole('link').click(),
  ]);
  expect(download.suggestedFilename()).toBe('letter.pdf');
});

test('everything can be done with the keyboard alone', async () => {
  page = await open('slack');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.keyboard.type('/ca');
  await page.keyboard.press('Tab');
  await page.keyboard.type('HOU-02');
  await page.keyboard.press('Enter');
  await message('You asked for HOU-02').waitFor();
  await page.keyboard.type('helo');
  await page.keyboard.press('Enter');
  await message('helo').waitFor();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('End');
  await page.keyboard.type('!');
  await page.keyboard.press('Enter');
  await message('helo!(edited)').waitFor();
  await page.keyboard.press('r');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await message('helo!').locator('.sl-reaction').waitFor();
  await message('helo!').press('t');
  await page.keyboard.type('An answer');
  await page.keyboard.press('Enter');
  await message('helo!').getByText('1 reply').waitFor();
  await page.keyboard.press('Escape');
  expect(await focused()).toContain('helo!');
  await page.keyboard.press('Delete');
  await modal().waitFor();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await message('This message was deleted.').waitFor();
});

test('a modal keeps the focus within, and gives it back', async () => {
  page = await open('slack');
  await openForm();
  const within = () => modal().evaluate(shown => shown.matches(':focus-within'));
  for (let count = 0; count < 40; count += 1) {
    await page.keyboard.press('Tab');
    expect(await within()).toBe(true);
  }
  await page.keyboard.press('Escape');
  await modal().waitFor({ state: 'detached' });
  expect(await focused()).toBe('Reply');
});

test('a member in Telegram and a caseworker in Slack stand side by side, and a reload keeps it so', async () => {
  page = await open('slack');
  await page.getByRole('button', { name: 'Telegram and Slack' }).click();
  await page.getByRole('button', { name: 'Start' }).waitFor();
  await field().waitFor();
  await page.reload();
  await page.getByRole('button', { name: 'Start' }).waitFor();
  await field().waitFor();
  await page.getByRole('button', { name: 'Inspector' }).click();
  await page.getByRole('complementary', { name: 'Inspector' }).waitFor();
});

test('on a phone there is one thing at a time, and nothing is wider than the screen', async () => {
  page = await open('slack');
  await cases.post();
  await page.setViewportSize(phone);
  await place(/casework/).click();
  await message('quiet river').waitFor();
  expect(await wider()).toEqual([]);
  expect(
    await pane()
      .getByRole('navigation', { name: /^Workspace of/ })
      .isVisible(),
  ).toBe(false);
  await button('Reply', message('quiet river')).click();
  await modal().waitFor();
  expect(await wider()).toEqual([]);
  await page.keyboard.press('Escape');
  await button('All conversations').click();
  await place(/Folding Chair/).click();
  await pane().getByRole('heading', { name: 'My cases' }).waitFor();
  expect(await wider()).toEqual([]);
});

/** What reaches beyond the edge of the screen. */
function wider(): Promise<string[]> {
  return page.evaluate(
    '[...document.querySelectorAll(".top *, .slack:not([hidden]) *")].filter(shown => shown.checkVisibility() && shown.getBoundingClientRect().right > innerWidth + 1).map(shown => shown.outerHTML.slice(0, 120))',
  );
}

test.each([
  ['light', { colorScheme: 'light' }],
  ['dark', { colorScheme: 'dark' }],
  ['phone', { viewport: phone }],
] as [string, BrowserContextOptions][])('axe finds no fault in the %s page (WCAG 2.2 AA)', async (_, options) => {
  await cases.post();
  page = await open('slack', { ...options, bypassCSP: true }); // axe writes styles into the page
  await place(/casework/).click();
  await say('Hello @Caseworker B');
  await message('quiet river').waitFor();
  expect(await findBarriers(page)).toEqual([]);
  await button('Reply', message('quiet river')).click();
  await button('Preview', modal()).click();
  await modal().getByText('Please complete this required field.').waitFor();
  await modal().getByRole('combobox', { name: 'Your topics' }).click();
  await modal().getByRole('option', { name: 'Visa' }).click();
  expect(await findBarriers(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  // A modal that goes gives the focus back.
  await modal().waitFor({ state: 'hidden' });
  await message('Hello').press('t');
  await pane().locator('.sl-thread').waitFor();
  expect(await findBarriers(page)).toEqual([]);
});

test.each(['both', 'two-caseworkers'])('axe finds no fault in two clients side by side (%s)', async show => {
  await cases.post();
  page = await open(show, { bypassCSP: true });
  await message('quiet river').waitFor();
  expect(await findBarriers(page)).toEqual([]);
});

function roomId(name: string): string {
  return [...playground.slack.world.conversations.values()].find(room => room.name === name)?.id ?? '';
}

function userId(name: string): string {
  return [...playground.slack.world.users.values()].find(user => user.real_name === name)?.id ?? '';
}
