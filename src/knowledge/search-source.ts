import { z } from 'zod';
import type { CardLibrary } from './card-library.ts';
import { type ConceptForms, loadConceptForms } from './concepts.ts';
import { readLocaleFiles } from './locale-file.ts';

/** A text that belongs to a card. */
export interface SourceText {
  cardId: string;
  text: string;
  /** 1 for the way people ask; less for a sentence of the answer. */
  weight: number;
}

/** Everything a search learns from. */
export interface SearchSource {
  ids: readonly string[];
  /** The languages that have texts; English among them. */
  languages: readonly string[];
  texts(language: string): SourceText[];
  /** Changes when the texts of the language do. */
  fingerprint(language: string): string;
  conceptForms: Map<string, ConceptForms>;
  /** Sentences that are none of our business, by language. */
  background: Map<string, string[]>;
}

/** A sentence of the answer shows what the card is about, but nobody asks like that. */
const sentenceWeight = 0.3;
const sentenceCharsMin = 12;

export function librarySource(library: CardLibrary): SearchSource {
  return {
    ids: library.ids,
    languages: library.languages.filter(language => library.cards(language).size > 0),
    texts: language =>
      [...library.cards(language).values()].flatMap(card => {
        const asked = new Set([card.question, card.title, ...card.variants]);
        const sentences = Object.values(card.sections).flatMap(text => text.split(/(?<=[.!?؟።:])\s+|\n+/u));
        return [
          ...[...asked].map(text => ({ cardId: card.id, text, weight: 1 })),
          ...sentences
            .filter(text => text.length >= sentenceCharsMin)
            .map(text => ({ cardId: card.id, text, weight: sentenceWeight })),
        ];
      }),
    fingerprint: library.fingerprint,
    conceptForms: loadConceptForms(library.localesDirectory),
    background: readLocaleFiles(library.localesDirectory, 'background.json', z.array(z.string())),
  };
}
