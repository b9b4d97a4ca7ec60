const RIGHT_TO_LEFT = new Set(['ar', 'fa', 'prs', 'ur', 'ps', 'ckb', 'he', 'sd', 'ug']);

/** True for languages written from right to left. */
export function isRightToLeft(language: string): boolean {
  return RIGHT_TO_LEFT.has(language.split('-')[0] ?? '');
}

const RIGHT_TO_LEFT_MARK = '\u200F';
const LEFT_TO_RIGHT_ISOLATE = '\u2066';
const POP_ISOLATE = '\u2069';
/** A number in groups: a telephone number, a span of years. */
const NUMBER_IN_GROUPS = /\d+(?:[ –-]\d+)+/g;

/**
 * Makes a right-to-left text read as it should in chat apps (Unicode Bidirectional Algorithm, https://unicode.org/reports/tr9/): every
 * line begins with a right-to-left mark, since its direction is taken from its first letter, and a telephone number is isolated,
 * since its groups would otherwise be read from right to left.
 */
export function markRightToLeft(text: string): string {
  return text
    .replace(NUMBER_IN_GROUPS, number => `${LEFT_TO_RIGHT_ISOLATE}${number}${POP_ISOLATE}`)
    .replace(/^(?=.*\S)/gm, RIGHT_TO_LEFT_MARK);
}
