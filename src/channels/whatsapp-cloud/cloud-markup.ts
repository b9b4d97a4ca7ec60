/**
 * Our light markup as WhatsApp's (https://faq.whatsapp.com/539178204879377): `*bold*` is the same. WhatsApp has no way to write the marks of
 * its others as they are; a word joiner, which nobody sees, keeps them from being read as marks.
 */
export function toWhatsappText(text: string): string {
  return text.replace(/(?<![\p{L}\p{N}])([_~`]+)(?=\S)/gu, `$1${WORD_JOINER}`);
}

export const WORD_JOINER = '\u2060';
