import type { Choice, Reply } from '../../messages/reply.ts';
import type { Chunk } from '../channel.ts';
import { flattenSections } from '../flatten-sections.ts';
import { isRightToLeft, markRightToLeft } from '../right-to-left.ts';
import { splitText } from '../split-text.ts';

/** WhatsApp allows more; who reads little reads no more at once. */
const TEXT_CHARS_MAX = 3000;
/** Below a file. https://faq.whatsapp.com gives no limit; the Cloud API's is 1024. */
const CAPTION_CHARS_MAX = 960;
/** A longer list is told in several messages, and its numbers go on. */
const CHOICES_PER_MESSAGE = 10;

/**
 * Cuts a reply for a platform without buttons: choices are numbered lines below the words, answered by their number. The spine reads a number
 * in the digits of any script.
 */
export function renderNumbered(whole: Reply): Chunk[] {
  const reply = flattenSections(whole);
  const rightToLeft = isRightToLeft(reply.language);
  const words = reply.fileId === undefined ? splitText(reply.text, TEXT_CHARS_MAX) : withCaption(reply.text);
  const parts = words.map(text => ({ text, choices: [] as Choice[] }));
  for (const [page, choices] of pagesOf(reply.choices ?? []).entries()) {
    const list = choices.map(({ label }, index) => `*${page * CHOICES_PER_MESSAGE + index + 1}*  ${label}`).join('\n');
    const last = parts.at(-1);
    const isRoom = last && last.choices.length === 0 && last.text.length + list.length < TEXT_CHARS_MAX;
    if (!isRoom) parts.push({ text: list, choices });
    else Object.assign(last, { text: [last.text, list].filter(text => text !== '').join('\n\n'), choices });
  }
  return parts.map(({ text, choices }, index) => ({
    text: rightToLeft ? markRightToLeft(text) : text,
    choices,
    rightToLeft,
    ...(index === 0 && reply.fileId !== undefined && { fileId: reply.fileId }),
  }));
}

function pagesOf(choices: Choice[]): Choice[][] {
  const pages: Choice[][] = [];
  for (let from = 0; from < choices.length; from += CHOICES_PER_MESSAGE)
    pages.push(choices.slice(from, from + CHOICES_PER_MESSAGE));
  return pages;
}

/** What stands below a file, which may be nothing, and the rest. */
function withCaption(text: string): string[] {
  const [caption = ''] = splitText(text, CAPTION_CHARS_MAX);
  return [caption, ...splitText(text.trim().slice(caption.length), TEXT_CHARS_MAX)];
}
