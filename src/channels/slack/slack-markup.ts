const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
const ADDRESS = /https?:\/\/[^\s<>|]+[^\s<>|.,;:!?'")\]]/g;
const BOLD = /(?<![\p{L}\p{N}*])\*(?=\S)([^*\n]*?\S)\*(?![\p{L}\p{N}*])/gu;
/** What Slack reads as markup and we do not: italics, struck out, code, and a quotation where a line begins with `>`. */
const MISREAD = /[_~`]|^\s*>/m;

/** `&`, `<` and `>` are all that Slack has an escape for. */
export function escapeSlack(text: string): string {
  return text.replace(/[&<>]/g, character => ENTITIES[character] ?? character);
}

/** Our light markup as Slack's (https://docs.slack.dev/messaging/formatting-message-text): `*bold*` is the same, addresses become links. */
export function toMrkdwn(text: string): string {
  let written = '';
  let from = 0;
  for (const { index, 0: address } of text.matchAll(ADDRESS)) {
    written += `${escapeSlack(text.slice(from, index))}<${escapeSlack(address)}>`;
    from = index + address.length;
  }
  return written + escapeSlack(text.slice(from));
}

/** True where Slack would take something for markup that is none, and has no escape for it: that is better sent as plain text. */
export function wouldBeMisread(text: string): boolean {
  return MISREAD.test(text.replace(ADDRESS, ''));
}

/** The words without their marks. */
export function withoutBold(text: string): string {
  return text.replace(BOLD, '$1');
}
