import type { Choice, Reply } from '../../messages/reply.ts';
import type { Chunk } from '../channel.ts';
import { flattenSections } from '../flatten-sections.ts';
import { isRightToLeft, markRightToLeft } from '../right-to-left.ts';
import { splitText } from '../split-text.ts';
import { toWhatsappMarkup } from '../whatsapp-markup.ts';
import { areButtons, canBeTapped, numberedLines, ROWS_MAX } from './cloud-choices.ts';
import type { WhatsappSay } from './whatsapp-say.ts';

/** https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/text-messages */
const TEXT_CHARS_MAX = 4096;
/** Above choices, and below a file. */
const BODY_CHARS_MAX = 1024;

/**
 * Cuts a reply for WhatsApp. Choices lie below the last of its words; more than a list holds are spread over several, and those with labels
 * that no list takes are written as numbered lines.
 */
export function renderForWhatsapp(whole: Reply, say: WhatsappSay): Chunk[] {
  const { text, choices = [], language, choicesLanguage = language, fileId } = flattenSections(whole);
  const rightToLeft = isRightToLeft(language);
  const pages = canBeTapped(choices) ? pagesOf(choices) : [];
  const numbered = pages.length === 0 && choices.length > 0 ? numberedLines(choices) : '';
  const words = [text, numbered].filter(part => part !== '').join('\n\n');
  const written = toWhatsappMarkup(rightToLeft ? markRightToLeft(words) : words);
  const chunk = (text: string, choices: Choice[]): Chunk => ({ text, choices, rightToLeft, language: choicesLanguage });

  const [page = [], ...more] = pages;
  const chunks = fileId === undefined ? withChoices(written, page) : withFile(written, page, fileId);
  return [
    ...chunks.map(part => ({ ...chunk('', []), ...part })),
    ...more.map(page => chunk(say(choicesLanguage, 'whatsapp.more'), page)),
  ];
}

/** Lists of much the same length, each within what a list holds. */
function pagesOf(choices: Choice[]): Choice[][] {
  const count = Math.ceil(choices.length / ROWS_MAX);
  const size = Math.ceil(choices.length / count);
  return Array.from({ length: count }, (_, page) => choices.slice(page * size, (page + 1) * size));
}

type Part = Pick<Chunk, 'text' | 'choices' | 'fileId'>;

function withChoices(text: string, choices: Choice[]): Part[] {
  const texts = splitText(text, TEXT_CHARS_MAX);
  const last = texts.at(-1) ?? '';
  if (choices.length === 0) return texts.map(text => ({ text, choices: [] }));
  const body = splitText(last, BODY_CHARS_MAX).at(-1) ?? '';
  const before = last.slice(0, last.length - body.length).trimEnd();
  const heads = [...texts.slice(0, -1), before].filter(text => text !== '');
  return [...heads.map(text => ({ text, choices: [] })), { text: body, choices }];
}

/** The first words stand below the file, which may be none; what comes with buttons can have a file, what comes with a list cannot. */
function withFile(text: string, choices: Choice[], fileId: string): Part[] {
  const [caption = ''] = splitText(text, BODY_CHARS_MAX);
  const rest = text.trim().slice(caption.length).trim();
  if (rest === '' && caption !== '' && areButtons(choices)) return [{ text: caption, choices, fileId }];
  return [
    { text: caption, choices: [], fileId },
    ...(rest === '' && choices.length === 0 ? [] : withChoices(rest, choices)),
  ];
}
