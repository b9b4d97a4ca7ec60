const RIGHT_TO_LEFT = new Set(['ar', 'fa', 'prs', 'ur', 'ps', 'ckb', 'he', 'sd', 'ug']);

/** True for languages written from right to left. */
export function isRightToLeft(language: string): boolean {
  return RIGHT_TO_LEFT.has(language.split('-')[0] ?? '');
}

const RIGHT_TO_LEFT_MARK = '\u200F';

/**
 * Begins every line of a right-to-left text with a right-to-left mark: chat apps take a line's direction from its first letter, so
 * that a line which begins with a number or an English name would otherwise turn around.
 */
export function markRightToLeft(text: string): string {
  return text.replace(/^(?=.*\S)/gm, RIGHT_TO_LEFT_MARK);
}
