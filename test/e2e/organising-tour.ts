import { readFile } from 'node:fs/promises';
import type { Download, Locator, Page } from 'playwright-core';
import { londonDayAfter, londonInstant, londonTime } from '../../src/features/london-time.ts';

type Words = Record<string, string>;

/** What is written on the way. */
export const training = {
  title: 'Know your rights at work',
  words: 'Learn what you can do when you are not paid. Lunch for everybody.',
  place: 'Birmingham city centre',
  exactPlace: 'Digbeth, the hall behind the library',
  town: 'بیرمنگام',
};
/** Three days from now: late enough to be reminded of. */
const day = londonDayAfter(londonTime(new Date()).date, 3);
const MINUTE_MS = 60_000;

/**
 * Plays an action in the playground's page, Telegram left and Slack right: an organiser makes it, two members want its only place, and the
 * clock is wound to the moments that matter.
 */
export class OrganisingTour {
  readonly telegram: Locator;
  readonly slack: Locator;
  readonly window: Locator;
  readonly #page: Page;
  readonly #words: Map<string, Words>;
  /** The language of who holds the phone. */
  #language = 'en';

  private constructor(page: Page, words: Map<string, Words>) {
    this.#page = page;
    this.#words = words;
    this.telegram = page.locator('.telegram:not(.whatsapp)');
    this.slack = page.locator('.slack').first();
    this.window = this.slack.getByRole('dialog');
  }

  /** @param url where the bot's web server is. @param layout what stands beside Slack: by default Telegram. */
  static async begin(page: Page, url: string, layout = 'both'): Promise<OrganisingTour> {
    const words = new Map<string, Words>();
    for (const language of ['en', 'fa'])
      words.set(language, JSON.parse(await readFile(`locales/${language}/messages.json`, 'utf8')) as Words);
    await page.goto(`${url}/playground/?show=${layout}`);
    const tour = new OrganisingTour(page, words);
    await tour.slack.getByRole('button', { name: /^You are/ }).click();
    await tour.slack.getByRole('menuitem', { name: 'Organiser' }).click();
    await tour.slack.getByRole('navigation').getByRole('button', { name: 'organising' }).click();
    return tour;
  }

  /** The action's card in the organisers' room. */
  get card(): Locator {
    return this.slack.locator('.sl-room .sl-message').filter({ hasText: training.title }).first();
  }

  /** The phone in hand. */
  get chat(): Locator {
    return this.telegram.locator('.chat');
  }

  /** A message of the bot on it. */
  heard(words: string): Locator {
    return this.telegram.locator('.theirs').filter({ hasText: words });
  }

  /** Waits for a message by its key among our words. */
  async hears(key: string): Promise<void> {
    await this.heard(this.#beginningOf(key)).last().waitFor();
  }

  /** Writes it in the three windows that lead on to each other, as far as the preview. */
  async writeTraining(): Promise<void> {
    await this.slack
      .locator('.sl-room')
      .getByRole('textbox', { name: /^Message / })
      .fill('/folding-chair action');
    await this.#page.keyboard.press('Enter');
    await this.window.getByRole('heading', { name: 'What and when' }).waitFor();
    await this.#choose('What kind of action?', 'Training');
    await this.#fill('Title', training.title);
    await this.#fill('What is it, and for whom?', training.words);
    await this.#fill('On which day?', day);
    await this.#fill('From when?', '14:00');
    await this.#fill('Until when?', '16:00');
    await this.inWindow('Next');
    await this.window.getByRole('heading', { name: 'Where' }).waitFor();
    await this.#fill('Place that everybody may read', training.place);
    await this.#fill('Exact place, told only to those who have a place', training.exactPlace);
    await this.#choose('Region', 'West Midlands');
    await this.inWindow('Next');
    await this.window.getByRole('heading', { name: 'For whom' }).waitFor();
    await this.#fill('How many places?', '1');
    for (const need of ['childcare', 'food']) await this.#choose('What do people find there?', need);
    await this.inWindow('Next');
    await this.window.getByRole('heading', { name: 'As members see it' }).waitFor();
  }

  async publish(): Promise<void> {
    await this.inWindow('Publish');
    await this.card.getByRole('button', { name: 'Check in' }).waitFor();
    await this.leaveWindow();
  }

  /** Takes up the phone of somebody who has not written yet. @param nth of those who come. */
  async meet(name: string, language: string, nth: number): Promise<void> {
    const people = this.telegram.locator('.people .person');
    while ((await people.count()) <= nth) {
      const count = await people.count();
      await this.#showPeople();
      await this.telegram.getByRole('button', { name: 'New person' }).click();
      await people.nth(count).waitFor({ state: 'attached' });
    }
    await this.pickUp(name, language);
    await this.press('Start', false);
    await this.telegram.locator('.theirs').last().waitFor();
  }

  /** Takes up again the phone of somebody. */
  async pickUp(name: string, language: string): Promise<void> {
    this.#language = language;
    await this.#showPeople();
    await this.telegram.locator('.people .person').filter({ hasText: name }).click();
  }

  /** Looks for what is on in a town, and opens the training. */
  async find(town: string): Promise<void> {
    await this.say('/events');
    await this.hears('actions.place.ask');
    await this.say(town);
    await this.chat
      .getByRole('button', { name: training.title.slice(0, 2) })
      .last()
      .click();
    await this.heard(training.words).last().waitFor();
  }

  async say(words: string): Promise<void> {
    await this.telegram.getByRole('textbox', { name: 'Message' }).fill(words);
    await this.#page.keyboard.press('Enter');
  }

  /** @param label a button's words, or their key among ours. */
  async press(label: string, isKey = true): Promise<void> {
    const name = isKey ? this.word(label) : label;
    await this.chat.getByRole('button', { name, exact: true }).last().click();
  }

  /** Winds the clock to a moment of a day, so many days after the training's. */
  async windTo(daysAfter: number, time: string, aheadMinutes: number): Promise<number> {
    const until = londonInstant(londonDayAfter(day, daysAfter), time).getTime();
    const minutes = Math.ceil((until - Date.now()) / MINUTE_MS) - aheadMinutes;
    await this.#page.evaluate(async body => {
      const headers = { 'content-type': 'application/json' };
      await fetch('later', { method: 'POST', headers, body });
    }, JSON.stringify({ minutes }));
    return aheadMinutes + minutes;
  }

  async anHourLater(): Promise<void> {
    await this.#page.getByRole('button', { name: 'An hour later' }).click();
  }

  /** The app's own page in Slack. */
  async openHome(): Promise<void> {
    await this.slack
      .getByRole('navigation')
      .getByRole('button', { name: /Folding Chair/ })
      .click();
  }

  async onCard(button: string): Promise<void> {
    await this.card.getByRole('button', { name: button, exact: true }).click();
  }

  async inWindow(button: string): Promise<void> {
    await this.window.getByRole('button', { name: button, exact: true }).last().click();
  }

  async leaveWindow(): Promise<void> {
    await this.inWindow('Close');
    await this.window.waitFor({ state: 'detached' });
  }

  /** Fetches the list of who came, from the direct message that the organiser gets it in. */
  async downloadList(): Promise<Download> {
    await this.inWindow('Download CSV');
    await this.window.getByText('You have it in your direct message').waitFor();
    await this.leaveWindow();
    await this.openHome();
    await this.slack.getByRole('button', { name: 'Messages', exact: true }).click();
    const download = this.#page.waitForEvent('download');
    await this.slack.locator('.sl-file').last().click();
    return download;
  }

  /** One of our sentences, in the language of who holds the phone; else in English, as the bot says it. */
  word(key: string): string {
    const words = this.#words.get(this.#language)?.[key] ?? this.#words.get('en')?.[key];
    if (words === undefined) throw new Error(`locales/en/messages.json has no ${key}.`);
    return words;
  }

  async #showPeople(): Promise<void> {
    const people = this.telegram.getByRole('button', { name: 'People' });
    if (await people.isVisible()) await people.click();
  }

  async #fill(label: string, words: string): Promise<void> {
    await this.window.getByLabel(label, { exact: false }).first().fill(words);
    await this.#page.keyboard.press('Tab');
  }

  async #choose(label: string, choice: string): Promise<void> {
    const menu = this.window.getByRole('combobox', { name: label });
    if ((await menu.count()) > 0) {
      await menu.click();
      await this.window.getByRole('option', { name: choice, exact: true }).click();
    } else await this.window.getByRole('radio', { name: choice, exact: true }).check();
  }

  /** What comes before the first gap or line's end, without our markup. */
  #beginningOf(key: string): string {
    return (
      this.word(key)
        .split(/\n|\{\{/)[0]
        ?.replaceAll('*', '')
        .trim() ?? ''
    );
  }
}
