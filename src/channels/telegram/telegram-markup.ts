/** Our light markup as Telegram's HTML (https://core.telegram.org/bots/api#html-style): only `*bold*`, everything else escaped. */
export function toTelegramHtml(text: string): string {
  const escaped = text.replace(
    /[&<>]/g,
    character => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[character] ?? character,
  );
  return escaped.replace(/(?<![\p{L}\p{N}*])\*(?=\S)([^*\n]*?\S)\*(?![\p{L}\p{N}*])/gu, '<b>$1</b>');
}
