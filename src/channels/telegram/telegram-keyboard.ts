import { InlineKeyboard } from 'grammy';
import type { Chunk } from '../channel.ts';

/** Bot API: 64 bytes. */
const CALLBACK_DATA_BYTES_MAX = 64;
/** Two short buttons fit beside each other on a small phone. */
const SHORT_LABEL_CHARS_MAX = 16;

/** One button a row, or two short ones. @throws Error when an id is too long for the platform. */
export function telegramKeyboard(choices: Chunk['choices']): InlineKeyboard {
  const rows: Chunk['choices'][] = [];
  for (const choice of choices) {
    if (Buffer.byteLength(choice.id) > CALLBACK_DATA_BYTES_MAX) {
      throw new Error(
        `The choice ${choice.id} is over the ${CALLBACK_DATA_BYTES_MAX} bytes that Telegram allows: shorten its id.`,
      );
    }
    const row = rows.at(-1);
    if (row?.length === 1 && [...row, choice].every(({ label }) => label.length <= SHORT_LABEL_CHARS_MAX))
      row.push(choice);
    else rows.push([choice]);
  }
  return InlineKeyboard.from(rows.map(row => row.map(({ id, label }) => InlineKeyboard.text(label, id))));
}
