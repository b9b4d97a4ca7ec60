import { syllable } from 'syllable';

/** How hard a text is to read. */
export interface ReadingAge {
  /** Flesch–Kincaid grade: 6 is about what a child of 11 reads with ease. */
  grade: number;
  /** Sentences of more than `sentenceWordsMax` words. */
  longSentences: string[];
}

/** GOV.UK's and our own limit (docs/cards.md). */
export const sentenceWordsMax = 20;
export const gradeMax = 6;

/** Measures English Markdown; headings and addresses do not count. */
export function readingAge(markdown: string): ReadingAge {
  const sentences = markdown
    .replace(/^#+ .*$/gmu, '')
    .replace(/https?:\S+/gu, '')
    .split(/(?<=[.!?:])\s+|\n+/u)
    .map(sentence => sentence.trim())
    .filter(sentence => /[a-z]/iu.test(sentence));
  const words = sentences.flatMap(sentence => sentence.match(/[A-Za-z][A-Za-z'’-]*/gu) ?? []);
  const syllables = words.reduce((sum, word) => sum + syllablesOf(word), 0);
  return {
    grade: (0.39 * words.length) / sentences.length + (11.8 * syllables) / words.length - 15.59,
    longSentences: sentences.filter(sentence => sentence.split(/\s+/u).length > sentenceWordsMax),
  };
}

/** An abbreviation is one thing to a reader, however many letters are spoken. */
function syllablesOf(word: string): number {
  return /^[A-Z&0-9]{2,5}s?$/u.test(word) ? 1 : syllable(word);
}
