/** Nobody sees it, and it breaks no line. */
export const WORD_JOINER = '\u2060';

/**
 * Our light markup as WhatsApp's (https://faq.whatsapp.com/539178204879377): `*bold*` is the same. WhatsApp has no way to write the marks of
 * its others as they are; a word joiner behind each keeps them from being read as marks.
 */
export function toWhatsappMarkup(text: string): string {
  return text.replace(/(?<![\p{L}\p{N}])[_~`]+(?=\S)/gu, marks => [...marks].map(mark => mark + WORD_JOINER).join(''));
}
