import { z } from 'zod';
import { readLocaleFiles } from './locale-file.ts';
import { normalise, westernDigits } from './normalise.ts';

export const steeringWords = [
  'help',
  'menu',
  'language',
  'person',
  'stop',
  'forget',
  'held',
  'yes',
  'no',
  'hello',
  'thanks',
  'helped',
  'back',
  'near',
  'events',
] as const;
export type SteeringWord = (typeof steeringWords)[number];

/** What a whole message is, when it is no question: a word that steers, or a number (as typed, in Western digits). */
export type ReadWord = { kind: 'word'; word: SteeringWord } | { kind: 'number'; digits: string };

export type WordReader = (text: string, language: string) => ReadWord | undefined;

const wordsSchema = z.partialRecord(z.enum(steeringWords), z.array(z.string()));
export type SteeringForms = z.infer<typeof wordsSchema>;

export function loadSteeringForms(localesDirectory: string): Map<string, SteeringForms> {
  return readLocaleFiles(localesDirectory, 'words.json', wordsSchema);
}

/** Understands the words of every language; those of the person's own come first, then English. */
export function createWordReader(formsByLanguage: Map<string, SteeringForms>): WordReader {
  const byLanguage = new Map([...formsByLanguage].map(([language, forms]) => [language, byForm(forms)]));
  return (text, language) => {
    const digits = westernDigits(text).trim();
    // "1." and "2)" are how people answer a numbered list.
    const number = /^(\d{1,3})(?:[.)]|\uFE0F|\u20E3)*$/u.exec(digits)?.[1];
    if (number !== undefined) return { kind: 'number', digits: number };
    const normal = normalise(text);
    for (const forms of [byLanguage.get(language), byLanguage.get('en'), ...byLanguage.values()]) {
      const word = forms?.get(normal);
      if (word) return { kind: 'word', word };
    }
    return undefined;
  };
}

function byForm(forms: SteeringForms): Map<string, SteeringWord> {
  const found = new Map<string, SteeringWord>();
  for (const word of steeringWords)
    for (const form of forms[word] ?? []) if (!found.has(normalise(form))) found.set(normalise(form), word);
  return found;
}
