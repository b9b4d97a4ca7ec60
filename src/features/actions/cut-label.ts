/** The most that a row of WhatsApp's lists takes, in UTF-16 units: 24 above, and below them all of a longer one. */
const LABEL_CHARS_MAX = 72;

/** A title as a button. */
export function cutLabel(label: string): string {
  if (label.length <= LABEL_CHARS_MAX) return label;
  const letters = [...label];
  while (letters.join('').length >= LABEL_CHARS_MAX) letters.pop();
  return `${letters.join('')}…`;
}
