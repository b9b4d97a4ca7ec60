import { readFile } from 'node:fs/promises';
import type { Locator, Page } from 'playwright-core';

/** The day that the member has to be out by: near enough to matter, whenever this is played. */
export const deadline = new Date(Date.now() + 15 * 86_400_000);
const inArabic = new Intl.DateTimeFormat('ar-u-ca-gregory-nu-latn', { dateStyle: 'long', timeZone: 'Europe/London' });

/** What is said on the way. */
export const said = {
  area: 'Hackney',
  times: 'في الصباح فقط',
  happened: `صاحب البيت يريد إخراجي من البيت يوم ${inArabic.format(deadline)} ولا أعرف ماذا أفعل.`,
  internal: 'They should not move out before a court says so.',
  tooSoon: 'قرأنا رسالتك، وسنكتب إليك غدًا.',
  reply:
    'قرأنا رسالتك. في العادة لا يستطيع صاحب البيت أن يخرج أحدًا من بيته دون أمر من المحكمة. اكتب لنا إذا وصلتك رسالة من المحكمة.',
  reason: 'They know what to do until a court writes.',
  later: 'وصلتني اليوم رسالة من المحكمة.',
};

/**
 * Plays a case in the playground's page, Telegram left and Slack right, as somebody would who has never seen it: one step after another,
 * each of them over when its outcome can be seen.
 */
export class CaseworkTour {
  readonly member: Locator;
  readonly slack: Locator;
  readonly window: Locator;
  readonly #page: Page;
  readonly #words: Record<string, string>;
  #reference = '';

  constructor(page: Page, words: Record<string, string>) {
    this.#page = page;
    this.#words = words;
    this.member = page.locator('.telegram:not(.whatsapp)');
    this.slack = page.locator('.slack').first();
    this.window = this.slack.getByRole('dialog');
  }

  /** @param url where the bot's web server is. */
  static async begin(page: Page, url: string): Promise<CaseworkTour> {
    const words = JSON.parse(await readFile('locales/ar/messages.json', 'utf8')) as Record<string, string>;
    await page.goto(`${url}/playground/?show=both`);
    const tour = new CaseworkTour(page, words);
    await tour.member.getByRole('button', { name: 'People' }).click();
    await tour.member.getByRole('button', { name: 'New person' }).click();
    await tour.member.locator('.chat').getByText('يوسف').waitFor();
    await tour.#press('Start');
    await tour.member.locator('.theirs').last().waitFor();
    return tour;
  }

  /** Takes the place of a caseworker in Slack, where cases come. */
  async enter(): Promise<void> {
    await this.slack.getByRole('button', { name: /^You are/ }).click();
    await this.slack.getByRole('menuitem', { name: 'Caseworker A' }).click();
    await this.slack.getByRole('navigation').getByRole('button', { name: 'casework', exact: true }).click();
  }

  /** From now on it is about the case with this number. */
  follow(reference: string): void {
    this.#reference = reference;
  }

  /** The case's card in Slack, by the number that the member was given. */
  get card(): Locator {
    return this.slack.locator('.sl-room .sl-message').filter({ hasText: this.#reference }).first();
  }

  get thread(): Locator {
    return this.slack.locator('.sl-thread');
  }

  /** A message of the bot in the member's chat, by the beginning of what it says. */
  heard(words: string): Locator {
    return this.member.locator('.theirs .words').filter({ hasText: words });
  }

  /** Waits for a message by its key among our words. */
  async hears(key: string): Promise<void> {
    await this.heard(this.#beginningOf(key)).last().waitFor();
  }

  async askForAPerson(): Promise<void> {
    await this.say('أريد أن أتكلم مع شخص');
    await this.hears('person');
    await this.#answer('ask', 'topic');
    await this.#answer('topic.housing', 'words');
    await this.#write(said.happened, 'area');
    await this.#write(said.area, 'urgency');
    await this.#answer('intake.week', 'times');
    await this.#write(said.times, 'ways');
    await this.#answer('form.skip', 'language');
    await this.#press(this.#word('language.name'));
    await this.hears('case.opened');
    const opened = await this.heard(this.#beginningOf('case.opened')).last().textContent();
    this.follow(/[A-Z0-9]{3}-[A-Z0-9]{3}/.exec(opened ?? '')?.[0] ?? '');
    await this.card.getByRole('button', { name: 'Claim' }).waitFor();
  }

  async sendPhoto(): Promise<void> {
    const letter = await this.#drawLetter();
    await this.member.getByRole('button', { name: 'Attach', exact: true }).click();
    const chosen = this.#page.waitForEvent('filechooser');
    await this.member.getByRole('menuitem', { name: 'Photo' }).click();
    await (await chosen).setFiles({ name: 'letter.png', mimeType: 'image/png', buffer: letter });
    await this.card.getByRole('button', { name: 'Read file…' }).waitFor();
  }

  async claim(): Promise<void> {
    await this.claimOnCard();
    await this.heard('Caseworker A').last().waitFor();
  }

  /** Waits until the card says so. */
  async claimOnCard(): Promise<void> {
    await this.onCard('Claim');
    await this.card.getByText('With Caseworker A').waitFor();
  }

  async readPhoto(): Promise<void> {
    await this.onCard('Read file…');
    await this.window.getByRole('checkbox').check();
    await this.inWindow('Show');
    await this.window.waitFor({ state: 'detached' });
    await this.openThread();
    await this.thread.getByText('read by Caseworker A').waitFor();
  }

  async openThread(): Promise<void> {
    await this.card.getByText(/\d+ repl/).click();
    await this.thread.waitFor();
  }

  async closeThread(): Promise<void> {
    await this.thread.getByRole('button', { name: /Close/ }).first().click();
    await this.thread.waitFor({ state: 'hidden' });
  }

  async writeInThread(words: string): Promise<void> {
    await this.thread.getByRole('textbox').fill(words);
    await this.#page.keyboard.press('Enter');
    await this.thread.getByText(words).waitFor();
  }

  /** Opens the window to reply in, writes, and looks at what arrives. */
  async preview(words: string): Promise<void> {
    await this.onCard('Reply…');
    await this.previewInWindow(words);
  }

  async previewInWindow(words: string): Promise<void> {
    await this.window.getByLabel('Your words').fill(words);
    await this.inWindow('Preview');
    await this.window.getByRole('heading', { name: 'This is what arrives' }).waitFor();
  }

  async send(): Promise<void> {
    await this.inWindow('Send');
    await this.window.getByText('goes in 10 seconds').waitFor();
  }

  async undo(): Promise<void> {
    await this.inWindow('Undo');
    await this.window.getByText('Taken back: nothing was sent.').waitFor();
  }

  async close(): Promise<void> {
    await this.onCard('Close…');
    await this.window.getByRole('textbox').fill(said.reason);
    await this.inWindow('Close');
    await this.card.getByText('closed').waitFor();
    await this.heard(this.#word('case.closed').split('\n\n').at(-1) ?? '')
      .last()
      .waitFor();
  }

  async aDayLater(): Promise<void> {
    await this.#page.getByRole('button', { name: 'A day later' }).click();
    await this.#page.getByText('1 day ahead').waitFor();
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

  async say(words: string): Promise<void> {
    await this.member.getByRole('textbox', { name: 'Message' }).fill(words);
    await this.#page.keyboard.press('Enter');
  }

  async #write(words: string, next: string): Promise<void> {
    await this.say(words);
    await this.hears(`intake.${next}`);
  }

  async #answer(key: string, next: string): Promise<void> {
    await this.#press(this.#word(key.includes('.') ? key : `button.${key}`));
    await this.hears(`intake.${next}`);
  }

  async #press(label: string): Promise<void> {
    await this.member.locator('.chat').getByRole('button', { name: label, exact: true }).last().click();
  }

  #word(key: string): string {
    const words = this.#words[key];
    if (words === undefined) throw new Error(`locales/ar/messages.json has no ${key}.`);
    return words;
  }

  /** What comes before the first gap or line's end, without our markup. */
  #beginningOf(key: string): string {
    return (
      this.#word(key)
        .split(/\n|\{\{/)[0]
        ?.replaceAll('*', '')
        .trim() ?? ''
    );
  }

  /** A letter that nobody wrote. */
  async #drawLetter(): Promise<Buffer> {
    const sheet = await this.#page.context().newPage();
    const lines = Array.from({ length: 15 }, (_, line) => `<p style="width:${60 + ((line * 37) % 35)}%">`).join('');
    await sheet.setViewportSize({ width: 360, height: 440 });
    await sheet.setContent(
      `<style>body{margin:0;padding:34px;background:#fbf8ee}h1{width:40%;height:12px;background:#1f4d7a;margin:0 0 26px}
       p{height:7px;background:#6d7075;margin:0 0 15px}</style><h1></h1>${lines}`,
    );
    const letter = await sheet.screenshot();
    await sheet.close();
    return letter;
  }
}
