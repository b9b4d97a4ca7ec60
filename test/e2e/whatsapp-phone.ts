import type { Locator, Page } from 'playwright-core';

/** The phone in the playground's WhatsApp pane, as somebody holds it who has never seen it. */
export class WhatsappPhone {
  readonly #page: Page;
  readonly #pane: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.#pane = page.locator('.whatsapp');
  }

  /** What the bot said, by words in it. */
  heard(words: string): Locator {
    return this.#pane.locator('.theirs .words').filter({ hasText: words });
  }

  async hears(words: string): Promise<string> {
    const message = this.heard(words).last();
    await message.waitFor();
    return (await message.textContent()) ?? '';
  }

  async say(words: string): Promise<void> {
    await this.#pane.getByRole('textbox', { name: 'Message' }).fill(words);
    await this.#page.keyboard.press('Enter');
  }

  /** Presses a button, or a row of a list, which is opened first: the newest that begins so. */
  async press(label: string): Promise<void> {
    const key = this.#pane.locator('.keyboard button').filter({ hasText: label }).last();
    await key.waitFor({ state: 'attached' });
    const list = key.locator('xpath=ancestor::details');
    if (!(await key.isVisible()) && (await list.count()) > 0) await list.locator('summary').click();
    await key.click();
  }

  /** Takes up the phone of somebody who has not written yet. */
  async meetAnother(): Promise<void> {
    const people = this.#pane.getByRole('button', { name: 'People' });
    if (await people.isVisible()) await people.click();
    await this.#pane.getByRole('button', { name: 'New person' }).click();
    await this.#pane.locator('.theirs').first().waitFor({ state: 'detached' });
  }

  /** What they said last has been read. */
  async isRead(): Promise<void> {
    await this.#pane.locator('.mine').last().locator('.tick.read').waitFor();
  }
}
