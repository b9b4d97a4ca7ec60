import { setTimeout as pause } from 'node:timers/promises';
import { type Api, GrammyError } from 'grammy';
import { toSendError } from './telegram-error.ts';

/** What other chats got and said meanwhile has numbers of the same row: as many are looked through as are given in so long. */
const LOOKED_THROUGH_SECONDS = 5;
const [LOOKED_THROUGH_MIN, LOOKED_THROUGH_MAX] = [40, 500];
/** What the Bot API says of words of ours. */
const NO_CAPTION = /no caption in the message to edit/i;

/**
 * Makes what finds a message from us in a private chat behind a number. The Bot API cannot be asked for a message, but it tells three things
 * apart when the caption of one is to be changed: words of ours have none, what others wrote is not ours to change, and nothing is there
 * (https://core.telegram.org/bots/api#editmessagecaption). Nothing is changed by it, unless there is a file of ours.
 *
 * @param messagesPerSecond of all processes together. Telegram counts every question: those of all chats go one after the other, no faster.
 * @returns its number; undefined when none of the numbers that were looked through is words of ours.
 * @throws SendError as sending does.
 */
export function createFindTelegramMessage(
  api: Api,
  messagesPerSecond: number,
): (chatId: string, behind: number) => Promise<string | undefined> {
  const inThatTime = LOOKED_THROUGH_SECONDS * messagesPerSecond;
  const lookedThrough = Math.min(LOOKED_THROUGH_MAX, Math.max(LOOKED_THROUGH_MIN, inThatTime));
  /** Where looks that Telegram broke off go on. */
  const reached = new Map<string, number>();
  let asking: Promise<unknown> = Promise.resolve();

  async function isOurs(chatId: string, messageId: number): Promise<boolean> {
    try {
      await api.editMessageCaption(chatId, messageId);
      return false;
    } catch (error) {
      if (error instanceof GrammyError && error.error_code === 400) return NO_CAPTION.test(error.description);
      throw toSendError(error);
    }
  }

  function inTurn(chatId: string, messageId: number): Promise<boolean> {
    const before = asking;
    const asked = before.then(() => isOurs(chatId, messageId));
    asking = asked.catch(() => {}).then(() => pause(1000 / messagesPerSecond));
    return asked;
  }

  return async (chatId, behind) => {
    const look = `${chatId} ${behind}`;
    const from = reached.get(look) ?? behind + 1;
    for (let messageId = from; messageId <= behind + lookedThrough; messageId++) {
      reached.set(look, messageId);
      if (!(await inTurn(chatId, messageId))) continue;
      reached.delete(look);
      return String(messageId);
    }
    reached.delete(look);
    return undefined;
  };
}
