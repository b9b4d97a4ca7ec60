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
/** What is written from left to right, with all between its first letter or digit and its last; then the end of a sentence, if it has one. */
const RUN = /[(“‘]?[\p{Script=Latin}\d](?:[^\p{Script=Arabic}\p{Script=Hebrew}\n*]*[\p{Script=Latin}\d)”’%])?[.!?…]*/gu;
const CLOSED_BY: Record<string, string> = { ')': '(', '”': '“', '’': '‘' };

/**
 * Makes a right-to-left text read as it should in chat apps (Unicode Bidirectional Algorithm, https://unicode.org/reports/tr9/): every
 * line begins with a right-to-left mark, since its direction is taken from its first letter. What is written from left to right in it is isolated
 * as a whole where it would else fall apart: a telephone number, whose groups would be read from right to left; a title that begins with a
 * number or a bracket, or ends with one; a sentence, whose full stop would jump to its beginning. What people copy, a code or a postcode, has
 * nothing put into it.
 */
export function markRightToLeft(text: string): string {
  return text
    .replace(RUN, (found: string, at: number) => markRun(found, text.slice(0, at), text.slice(at + found.length)))
    .replace(/^(?=.*\S)/gm, RIGHT_TO_LEFT_MARK);
}

function markRun(found: string, before: string, after: string): string {
  const end = endOf(found, before, after);
  const run = found.slice(0, end);
  return (/\p{Script=Latin}/u.test(run) ? whole(run) : run.replace(NUMBER_IN_GROUPS, isolated)) + found.slice(end);
}

/** Where a run ends. The end of a sentence is its own where nothing else stands in its line or part: else it ends the sentence around it. */
function endOf(found: string, before: string, after: string): number {
  const isAlone = /(?:^|\n|[:*]\s*)[-•\s]*$/.test(before) && /^(?:\*|\n|$)/.test(after);
  const words = isAlone ? found : found.replace(/[.!?…]+$/u, '');
  const opener = CLOSED_BY[words.at(-1) ?? ''];
  return opener !== undefined && !words.includes(opener) ? words.length - 1 : words.length;
}

/** Between two letters all is read as they are; digits are read as the letter before them. A pair of brackets around all of it holds by itself. */
function whole(run: string): string {
  if (CLOSED_BY[run.at(-1) ?? ''] === run[0]) return `${run[0]}${whole(run.slice(1, -1))}${run.at(-1)}`;
  return /^\p{L}/u.test(run) && /[\p{L}\d]$/u.test(run) ? run : isolated(run);
}

function isolated(run: string): string {
  return `${LEFT_TO_RIGHT_ISOLATE}${run}${POP_ISOLATE}`;
}
