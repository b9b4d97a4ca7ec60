import type { Words } from '../../words/words.ts';
import { translateWords } from '../translate-words.ts';
import { splitCanned } from './canned-replies.ts';
import type { CaseFile } from './case-file.ts';
import type { DeskDeps } from './desk-step.ts';
import { type Draft, translationOf } from './reply-draft.ts';
import { WORDS_CHARS_MAX } from './reply-form.ts';

/** What staff write their replies in. */
const FROM = 'en';

/** Whether a machine can put a reply into the member's language. */
export function canTranslate(
  { translate, words }: Pick<DeskDeps, 'translate' | 'words'>,
  { language }: CaseFile,
): boolean {
  return translate !== undefined && language !== FROM && words.languages.includes(language);
}

/** A reply with its translation; without one, and a sentence that says why, where none could be had: then what was written is what goes. */
export type TranslateReply = (file: CaseFile, draft: Draft) => Promise<{ draft: Draft; notices: string[] }>;

/** A machine puts a caseworker's words into the member's language. Sentences that are in every language already are not given to it. */
export function createTranslateReply({ translate, words, say }: DeskDeps): TranslateReply {
  return async ({ language }, { translation: _, ...draft }) => {
    const { canned, rest } = splitCanned(words, draft.words, language);
    if (rest === '') return { draft: { ...draft, translation: translationOf(draft.words, canned) }, notices: [] };
    if (!translate) return { draft, notices: [say('desk.reply.noModel')] };
    const texts = [{ text: rest, charsMax: WORDS_CHARS_MAX - canned.length }];
    const { made, notices } = await translateWords(translate, { texts, from: FROM, to: [language] }, say);
    const [[, [translated]] = ['', []]] = made;
    if (translated === undefined) return { draft, notices };
    const whole = [canned, translated].filter(part => part).join('\n\n');
    return { draft: { ...draft, translation: translationOf(draft.words, whole) }, notices };
  };
}

/** What arrives of a draft: the member reads that a machine translated it, whoever has looked at it since. */
export function arrivingWords(
  { say }: Pick<Words, 'say'>,
  { language }: CaseFile,
  { words, translation }: Draft,
): string {
  return translation ? `${translation.words}\n\n${say(language, 'answer.byMachine')}` : words;
}
