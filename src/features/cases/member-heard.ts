import type { Heard } from '../feature.ts';
import type { CaseFile } from './case-file.ts';
import type { MemberWords } from './member-rules.ts';

/** Words that lead where they always lead, and the commands that do. */
const UNIVERSAL_WORDS: Heard['word'][] = ['help', 'menu', 'language', 'stop', 'forget', 'held'];
const COURTESIES: Heard['word'][] = ['hello', 'thanks', 'yes', 'no', 'helped', 'back'];
const SURVEY: Heard['word'][] = ['yes', 'no', 'helped'];
/** So long is a "yes" an answer to what closing asked: 1 day. */
const SURVEY_MS = 86_400_000;

/** What kind of thing a member said, as far as their case is concerned. */
export function memberWordsOf({ content, word, text }: Heard, found: CaseFile | undefined, at: Date): MemberWords {
  if (word === 'person' || (content.kind === 'command' && content.name === 'person')) return 'person';
  if (content.kind === 'command' && (content.argument === '' || word !== undefined)) return 'universal';
  if (word !== undefined && UNIVERSAL_WORDS.includes(word)) return 'universal';
  if (!['text', 'edit', 'media', 'command'].includes(content.kind)) return 'universal';
  if (content.kind === 'media' && content.media.kind === 'sticker') return 'courtesy';
  if (found?.closedAt) {
    // What was corrected was said before it was closed.
    if (content.kind === 'edit' || text?.trim() === '') return 'courtesy';
    const isAnswer = !found.helped && at.getTime() - found.closedAt.getTime() < SURVEY_MS;
    if (isAnswer && word !== undefined && SURVEY.includes(word)) return 'survey';
    if (word !== undefined && COURTESIES.includes(word)) return 'courtesy';
  }
  return 'words';
}

/** The words that somebody else is to read; none for a mere key. */
export function wordsFor({ text, word }: Heard): string | undefined {
  const isKey = word === 'person' && !/\p{L}/u.test(text ?? '');
  return isKey || text === undefined || text.trim() === '' ? undefined : text;
}
