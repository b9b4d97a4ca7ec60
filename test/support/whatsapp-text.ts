import { WORD_JOINER } from '../../src/channels/whatsapp-markup.ts';

/** What WhatsApp shows of a text that was sent to it: its marks (https://faq.whatsapp.com/539178204879377) read, what nobody sees left out. */
export function shownByWhatsapp(text: string): string {
  const marks = [/\*/, /_/, /~/, /```/, /`/].map(({ source }) => {
    const inside = `(?=[^\\s${WORD_JOINER}])([^\\n]*?[^\\s${WORD_JOINER}])`;
    return new RegExp(`(?<![\\p{L}\\p{N}])${source}${inside}${source}(?![\\p{L}\\p{N}])`, 'gu');
  });
  return marks.reduce((read, mark) => read.replaceAll(mark, '$1'), text).replaceAll(WORD_JOINER, '');
}
