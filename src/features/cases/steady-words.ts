/** Unicode's embeddings, overrides and isolates: https://www.unicode.org/reports/tr9/#Directional_Formatting_Characters */
const TURNING = /[\u202A-\u202E\u2066-\u2069]/g;

/**
 * A member's words for staff to read, without the invisible characters that turn the direction of what stands around them: with one of
 * those a date or a name on a card could be made to read as another. Letters keep their own direction, and marks that only join or part
 * letters stay.
 */
export function steadyWords(words: string): string {
  return words.replace(TURNING, '');
}
