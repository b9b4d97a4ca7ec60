import { z } from 'zod';
import { readLocaleFiles } from './locale-file.ts';
import { keepPatternKeys } from './pattern-keys.ts';
import { PhraseMatcher } from './phrase-matcher.ts';

/** Concept ids are English and the same in every language; the forms are what people write for them. */
export type ConceptForms = Record<string, string[]>;

/** A concept that a message mentions. */
export interface FoundConcept {
  id: string;
  /** 1 in the language of the message or in English; less where the form belongs to another language. */
  weight: number;
}

/** One thesaurus for all languages, so that a mixed or romanised message is understood as well. */
export interface Concepts {
  /** Each concept once, in the order of the message. */
  find(message: string[], language: string): FoundConcept[];
}

const conceptFormsSchema = z.record(z.string(), z.array(z.string()));

/** Below this a word of another language is more likely to be a word of this one. */
const foreignFormCharsMin = 5;
const foreignWeight = 0.5;

export function loadConceptForms(localesDirectory: string): Map<string, ConceptForms> {
  return readLocaleFiles(localesDirectory, 'concepts.json', conceptFormsSchema);
}

export function compileConcepts(formsByLanguage: Map<string, ConceptForms>, cacheDirectory?: string): Concepts {
  const forms = [...formsByLanguage].flatMap(([language, concepts]) =>
    Object.entries(concepts).flatMap(([id, forms]) => {
      const concept = { id, language };
      return [...new Set(forms)].map((form): [string, typeof concept] => [form, concept]);
    }),
  );
  const keys = keepPatternKeys(
    'concepts',
    forms.map(([form]) => form),
    cacheDirectory,
  );
  const matcher = new PhraseMatcher(forms, keys);

  return {
    find(message, language) {
      const found = new Map<string, number>();
      for (const { payload, from, to } of matcher.find(message)) {
        const own = payload.language === language || payload.language === 'en';
        if (!own && message.slice(from, to).join(' ').length < foreignFormCharsMin) continue;
        found.set(payload.id, Math.max(found.get(payload.id) ?? 0, own ? 1 : foreignWeight));
      }
      return [...found].map(([id, weight]) => ({ id, weight }));
    },
  };
}
