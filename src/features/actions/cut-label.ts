/** The most that a row of WhatsApp's lists shows. */
const LABEL_CHARS_MAX = 24;

/** A title as a button. */
export function cutLabel(label: string): string {
  const chars = [...label];
  return chars.length <= LABEL_CHARS_MAX ? label : `${chars.slice(0, LABEL_CHARS_MAX - 1).join('')}…`;
}
