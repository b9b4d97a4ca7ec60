import { Api, Bot, GrammyError } from 'grammy';
import { log } from '../../log.ts';
import type { Reply } from '../../messages/reply.ts';
import type { Channel, Chunk, Newest, Receive } from '../channel.ts';
import { flattenSections } from '../flatten-sections.ts';
import { isRightToLeft, markRightToLeft } from '../right-to-left.ts';
import { splitText } from '../split-text.ts';
import { fetchTelegramFile } from './fetch-telegram-file.ts';
import { createFindTelegramMessage } from './find-telegram-message.ts';
import { codeOf, keepTrying, pauseAfter } from './keep-trying.ts';
import { sendTelegramFile } from './send-telegram-file.ts';
import { clientOptions } from './telegram-connection.ts';
import { cannotEdit, toSendError } from './telegram-error.ts';
import { telegramKeyboard } from './telegram-keyboard.ts';
import { toTelegramHtml } from './telegram-markup.ts';
import { type ParsedUpdate, parseTelegramUpdate } from './telegram-update.ts';

export interface TelegramSettings {
  token: string;
  /** @default https://api.telegram.org */
  apiRoot: string;
  /** Set for webhooks; without it, long polling. */
  webhook?: { url: string; secretToken: string } | undefined;
  messagesPerSecond: number;
  messagesPerSecondPerChat: number;
  /** What Telegram has not answered by then may have arrived or not. @default 10 */
  requestTimeoutSeconds?: number;
  /** The menu of commands in each language, the default one first. */
  commands: { language: string; commands: { command: string; description: string }[] }[];
}

/** A Telegram channel, and the way in for its webhook. */
export interface TelegramChannel extends Channel {
  /** Takes one update that Telegram has posted. Resolves once it is stored. */
  receiveUpdate(update: unknown): Promise<void>;
}

/** Bot API: 4096 characters after entities; some room is left for the marks of direction. */
const TEXT_CHARS_MAX = 3900;
/** Bot API: 1024 characters below a file. */
const CAPTION_CHARS_MAX = 960;
/** Bot API: what a link may carry. */
const START_WORDS = /^[\w-]{1,64}$/;
const POLL_SECONDS = 30;
/** Telegram holds a poll open for so long; its answer may take a little longer. */
const POLL_TIMEOUT_SECONDS = POLL_SECONDS + 20;
const REQUEST_TIMEOUT_SECONDS = 10;
const ALLOWED_UPDATES = ['message', 'edited_message', 'callback_query', 'my_chat_member'] as const;

export function createTelegramChannel(settings: TelegramSettings): TelegramChannel {
  const { token, apiRoot, requestTimeoutSeconds = REQUEST_TIMEOUT_SECONDS } = settings;
  const connection = { token, apiRoot, requestTimeoutSeconds };
  const bot = new Bot(token, { client: clientOptions(connection) });
  const pollApi = new Api(token, clientOptions({ ...connection, requestTimeoutSeconds: POLL_TIMEOUT_SECONDS }));
  const findMessage = createFindTelegramMessage(bot.api, settings.messagesPerSecond);
  const stopping = new AbortController();
  const signal = stopping.signal as Parameters<typeof bot.api.getUpdates>[1];
  let isReady = false;
  let polling: Promise<void> = Promise.resolve();
  /** What webhooks brought and is not stored yet. */
  const beingTaken = new Set<Promise<void>>();
  let showingMenus: Promise<void> = Promise.resolve();
  let receive: Receive = async () => {};
  let newest: Newest | undefined;

  /** Stores what an update says, then takes the little clock off the button that was pressed. */
  async function take({ inbound, number, callbackQueryId }: ParsedUpdate): Promise<void> {
    if (number) noteNewest(number);
    if (inbound) await receive(inbound);
    if (callbackQueryId) await bot.api.answerCallbackQuery(callbackQueryId).catch(ignoreRefusal);
  }

  /** Private chats share one numbering: https://core.telegram.org/method/messages.getMessages asks for them by number alone. */
  function noteNewest({ messageId, atMs }: { messageId: number; atMs: number }): void {
    if (messageId > Number(newest?.messageId ?? 0)) newest = { messageId: String(messageId), atMs };
  }

  function read(update: unknown): ParsedUpdate | undefined {
    try {
      return parseTelegramUpdate(update, bot.botInfo);
    } catch (error) {
      log.warn({ err: error }, 'an update of Telegram could not be read and was left out');
      return undefined;
    }
  }

  /**
   * grammY's own loops acknowledge updates when a handler fails or has only begun. This one asks for the next batch, which
   * acknowledges the last, only when every update of the last is stored.
   */
  async function poll(): Promise<void> {
    let offset = 0;
    let failures = 0;
    while (!stopping.signal.aborted) {
      try {
        // After an outage the first answer comes at once: only then is it known that Telegram is back.
        const timeout = isReady ? POLL_SECONDS : 0;
        const updates = await pollApi.getUpdates(
          { offset, limit: 100, timeout, allowed_updates: ALLOWED_UPDATES },
          signal,
        );
        isReady = true;
        await Promise.all(updates.flatMap(update => read(update) ?? []).map(take));
        offset = (updates.at(-1)?.update_id ?? offset - 1) + 1;
        failures = 0;
      } catch (error) {
        if (stopping.signal.aborted) return;
        isReady = false;
        failures += 1;
        log.warn({ err: error, code: codeOf(error), failures }, 'Telegram could not be polled: trying again');
        await pauseAfter(error, failures, stopping.signal);
      }
    }
  }

  /** The menu of commands is a courtesy: it takes its time, and stops nothing. */
  async function showMenus(): Promise<void> {
    for (const [index, { language, commands }] of settings.commands.entries()) {
      const scope = index === 0 ? {} : { language_code: language as 'en' };
      const show = () =>
        bot.api.setMyCommands(commands, scope, signal).catch(error => {
          if (!(error instanceof GrammyError) || error.error_code !== 400) throw error;
          log.warn({ language, code: codeOf(error) }, 'Telegram refused the menu of a language');
        });
      await keepTrying('setMyCommands', show, stopping.signal);
    }
  }

  return {
    name: 'telegram',
    pace: {
      messagesPerSecond: settings.messagesPerSecond,
      messagesPerSecondPerChat: settings.messagesPerSecondPerChat,
    },

    async start(handler) {
      receive = handler;
      await keepTrying('getMe', () => bot.init(signal), stopping.signal);
      const { webhook } = settings;
      const open = webhook
        ? () =>
            bot.api.setWebhook(
              webhook.url,
              { secret_token: webhook.secretToken, allowed_updates: ALLOWED_UPDATES },
              signal,
            )
        : () => bot.api.deleteWebhook({}, signal);
      await keepTrying(
        webhook ? 'setWebhook (is TELEGRAM_WEBHOOK_URL right?)' : 'deleteWebhook',
        open,
        stopping.signal,
      );
      if (stopping.signal.aborted) return;
      isReady = true;
      if (!webhook) polling = poll();
      showingMenus = showMenus().catch(ignoreRefusal);
    },

    async stop() {
      stopping.abort();
      isReady = false;
      await Promise.all([polling, showingMenus, ...beingTaken]);
    },

    editsInPlace: true,

    ready: () => isReady,

    async receiveUpdate(update) {
      const parsed = read(update);
      if (!parsed) return;
      const taking = take(parsed);
      const ended = taking.catch(() => {}).finally(() => beingTaken.delete(ended));
      beingTaken.add(ended);
      await taking;
    },

    render,

    async send(chatId, chunk, { replacing } = {}) {
      const html = toTelegramHtml(chunk.text);
      const options = {
        parse_mode: 'HTML',
        link_preview_options: { is_disabled: true },
        ...(chunk.choices.length > 0 && { reply_markup: telegramKeyboard(chunk.choices) }),
      } as const;
      try {
        if (replacing) {
          try {
            await bot.api.editMessageText(chatId, Number(replacing), html, options);
            return replacing;
          } catch (error) {
            if (!cannotEdit(error)) throw error;
          }
        }
        const { message_id: messageId, chat, date } = await bot.api.sendMessage(chatId, html, options);
        if (chat.type === 'private') noteNewest({ messageId, atMs: date * 1000 });
        return String(messageId);
      } catch (error) {
        const sendError = toSendError(error);
        if (sendError) throw sendError;
        return undefined;
      }
    },

    sendFile: (chatId, file, chunk) => sendTelegramFile(connection, chatId, file, chunk),

    findSent: async (chatId, _deliveryId, { behind }) =>
      behind === undefined ? undefined : findMessage(chatId, Number(behind)),

    newest: () => newest,

    fetchFile: fileId => fetchTelegramFile(connection, fileId),

    // https://core.telegram.org/bots/features#deep-linking: whoever opens it presses Start, and we hear `/start` with the words.
    async chatLink(text) {
      if (!START_WORDS.test(text)) return undefined;
      // A worker has not asked who we are. `init` would go on asking for an hour.
      if (!bot.isInited()) await bot.api.getMe(signal).then(me => (bot.botInfo = me), ignoreRefusal);
      return bot.isInited() ? `https://t.me/${bot.botInfo.username}?start=${text}` : undefined;
    },

    async showTyping(chatId) {
      await bot.api.sendChatAction(chatId, 'typing').catch(ignoreRefusal);
    },
  };
}

function render(whole: Reply): Chunk[] {
  const reply = flattenSections(whole);
  const rightToLeft = isRightToLeft(reply.language);
  const texts = reply.fileId === undefined ? splitText(reply.text, TEXT_CHARS_MAX) : withCaption(reply.text);
  return texts.map((text, index) => ({
    text: rightToLeft ? markRightToLeft(text) : text,
    choices: index === texts.length - 1 ? (reply.choices ?? []) : [],
    rightToLeft,
    ...(index === 0 && reply.fileId !== undefined && { fileId: reply.fileId }),
  }));
}

/** What stands below a file, which may be nothing, and the rest. */
function withCaption(text: string): string[] {
  const [caption = ''] = splitText(text, CAPTION_CHARS_MAX);
  return [caption, ...splitText(text.trim().slice(caption.length), TEXT_CHARS_MAX)];
}

/** The menus and the typing sign are a courtesy: their failure must not stop what matters. */
function ignoreRefusal(error: unknown): void {
  log.debug({ err: error, code: codeOf(error) }, 'Telegram refused a courtesy');
}
