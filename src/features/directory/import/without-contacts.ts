const EMAIL = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/gu;
const PHONE = /(?:\+|\b0)[\d(][\d\s().-]{7,20}\d/gu;
const DESCRIPTION_CHARS_MAX = 600;

/**
 * A group's own words of itself without addresses and numbers, which may be a person's: members reach groups by their web page. Mark-up
 * and further spaces go too.
 */
export function withoutContacts(text: string): string {
  const plain = text
    .replace(/<[^>]{0,500}>/gu, ' ')
    .replace(EMAIL, '')
    .replace(PHONE, '')
    .replace(/\s+/gu, ' ')
    .trim();
  return plain.length <= DESCRIPTION_CHARS_MAX ? plain : `${plain.slice(0, DESCRIPTION_CHARS_MAX - 1).trimEnd()}…`;
}
