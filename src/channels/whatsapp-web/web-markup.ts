/** Invisible, of no width, and where it stands no line is broken (U+2060). */
const WORD_JOINER = '\u2060';

/**
 * Our light markup in WhatsApp's (https://faq.whatsapp.com/539178204879377): `*bold*` is the same. What else WhatsApp would take for its own,
 * `_`, `~` and `` ` `` around words, is set apart from them, so that it is shown as it is written.
 */
export function toWebMarkup(text: string): string {
  return text.replaceAll(
    /(?<![\p{L}\p{N}])([_~`]+)(?=\S)([^\n]*?\S)\1(?![\p{L}\p{N}])/gu,
    (_, mark: string, inside: string) => {
      return `${mark}${WORD_JOINER} ${WORD_JOINER}`.replace(' ', inside);
    },
  );
}
