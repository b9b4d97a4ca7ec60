import { ApiError } from '../api-error.ts';
import type { Parameters } from '../parameters.ts';
import type { InlineButton, InlineKeyboard } from '../wire.ts';

const callbackDataBytesMax = 64;

/**
 * The buttons under a message.
 * @throws {ApiError} 400 as Telegram does; 501 on the keyboards below the input field, which this server does not show
 */
export function inlineKeyboard(parameters: Parameters): InlineKeyboard | undefined {
  const markup = parameters.json('reply_markup');
  if (markup === undefined || markup === null) return undefined;
  if (typeof markup !== 'object') throw new ApiError(400, 'Bad Request: object expected as reply markup');
  if (Object.keys(markup).length === 0) return undefined;
  if (!('inline_keyboard' in markup)) {
    throw new ApiError(501, 'Not Implemented: the local server shows inline keyboards only, use inline_keyboard');
  }
  if (!Array.isArray(markup.inline_keyboard) || !markup.inline_keyboard.every(Array.isArray)) {
    throw new ApiError(400, "Bad Request: can't parse inline keyboard button: expected an Array of Array");
  }
  const rows = markup.inline_keyboard.map(row => row.map(button)).filter(row => row.length > 0);
  return rows.length > 0 ? { inline_keyboard: rows } : undefined;
}

function button(given: unknown): InlineButton {
  if (typeof given !== 'object' || given === null || !('text' in given) || typeof given.text !== 'string') {
    throw new ApiError(400, `Bad Request: can't parse inline keyboard button: Field "text" must be of type String`);
  }
  if (given.text.trim() === '') throw new ApiError(400, 'Bad Request: text is empty');
  if ('callback_data' in given && typeof given.callback_data === 'string') {
    const sizeBytes = Buffer.byteLength(given.callback_data);
    if (sizeBytes < 1 || sizeBytes > callbackDataBytesMax) throw new ApiError(400, 'Bad Request: BUTTON_DATA_INVALID');
    return { text: given.text, callback_data: given.callback_data };
  }
  if ('url' in given && typeof given.url === 'string') {
    if (!URL.canParse(given.url)) {
      throw new ApiError(400, `Bad Request: inline keyboard button URL '${given.url}' is invalid: Wrong HTTP URL`);
    }
    return { text: given.text, url: given.url };
  }
  throw new ApiError(
    400,
    "Bad Request: can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
  );
}
