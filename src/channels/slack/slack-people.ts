import type { webApi } from '@slack/bolt';
import { log } from '../../log.ts';
import { isPerson } from './arrival.ts';
import { codeOf, toSendErrorBefore } from './slack-error.ts';

/** Those who have been away are asked after again. */
const PEOPLE_REMEMBERED_MAX = 10_000;

/** What Slack knows of those who write to us, asked once and kept in memory: where their direct message is, and their language. */
export class SlackPeople {
  readonly #client: webApi.WebClient;
  readonly #directs = new Map<string, string>();
  /** Undefined while Slack is being asked. */
  readonly #locales = new Map<string, string | undefined>();

  constructor(client: webApi.WebClient) {
    this.#client = client;
  }

  /** The direct message of somebody with the bot was seen. */
  remember(userId: string, directId: string): void {
    keep(this.#directs, userId, directId);
  }

  /**
   * Where to write to: somebody's direct message with the bot, which Slack's `chat.update` insists on, or the channel itself.
   *
   * @throws SendError: nothing has been sent.
   */
  async roomOf(chatId: string): Promise<string> {
    if (!isPerson(chatId)) return chatId;
    const known = this.#directs.get(chatId);
    if (known) return known;
    const opened = await this.#client.conversations.open({ users: chatId }).catch((error: unknown) => {
      throw toSendErrorBefore(error);
    });
    const directId = opened.channel?.id ?? chatId;
    this.remember(chatId, directId);
    return directId;
  }

  /** The language that somebody's Slack is set to (BCP 47), where it is known by now. */
  localeOf(userId: string): string | undefined {
    return this.#locales.get(userId);
  }

  /** Learns somebody's language, which nobody waits for: what they say has to be stored within three seconds. */
  meet(userId: string): void {
    if (this.#locales.has(userId)) return;
    keep(this.#locales, userId, undefined);
    void this.#learnLocale(userId);
  }

  async #learnLocale(userId: string): Promise<void> {
    try {
      const { user } = await this.#client.users.info({ user: userId, include_locale: true });
      keep(this.#locales, userId, user?.locale);
    } catch (error) {
      log.debug({ err: error, code: codeOf(error) }, 'Slack did not tell a language');
      this.#locales.delete(userId);
    }
  }
}

/** The latest, and no more than so many. */
function keep<Value>(map: Map<string, Value>, key: string, value: Value): void {
  map.delete(key);
  map.set(key, value);
  const oldest = map.keys().next().value;
  if (map.size > PEOPLE_REMEMBERED_MAX && oldest !== undefined) map.delete(oldest);
}
