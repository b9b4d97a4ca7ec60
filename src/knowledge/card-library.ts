import { join } from 'node:path';
import { type Card, type CardTranslation, type CardWords, parseCard, parseTranslation, type Sections } from './card.ts';
import { LanguageCards } from './language-cards.ts';
import { localeLanguages } from './locale-file.ts';

/** A card as one person reads it: their language where it has the words, English where it has not. */
export interface ShownCard {
  /** Topic, sources, escalation and everything else that no language changes. */
  original: Card;
  title: string;
  question: string;
  titleLanguage: string;
  sections: Sections;
  bodyLanguage: string;
  /** Who translated the body; undefined for the original. */
  translation?: 'machine' | 'human';
  /** The English card has been changed since this translation of its body was made. */
  stale: boolean;
}

/** All cards in all languages. */
export interface CardLibrary {
  readonly localesDirectory: string;
  /** Sorted; every id has an English card. */
  readonly ids: readonly string[];
  /** English first. */
  readonly languages: readonly string[];
  card(id: string, language: string): ShownCard | undefined;
  /** What is written in one language, by id. */
  cards(language: string): ReadonlyMap<string, CardWords>;
  translation(id: string, language: string): CardTranslation | undefined;
  /** Changes when any card file of the language changes. */
  fingerprint(language: string): string;
}

/**
 * Loads and checks all cards. Languages other than English are read when first needed, if `cacheDirectory` holds them
 * from an earlier start.
 *
 * @throws Error that lists every fault with its file and remedy.
 */
export function loadCardLibrary(localesDirectory: string, cacheDirectory?: string): CardLibrary {
  const languages = localeLanguages(localesDirectory);
  const english = new LanguageCards<Card>(localesDirectory, 'en', parseCard, cacheDirectory);
  const translated = new Map(
    languages
      .filter(language => language !== 'en')
      .map(language => [
        language,
        new LanguageCards<CardTranslation>(localesDirectory, language, parseTranslation, cacheDirectory),
      ]),
  );
  const all = [english, ...translated.values()];
  if (all.some(language => language.fresh)) checkReferences(localesDirectory, english, [...translated.values()]);
  for (const language of all) language.save();

  const ids = [...english.cards.keys()].sort();
  return {
    localesDirectory,
    ids,
    languages,
    card(id, language) {
      const original = english.cards.get(id);
      return original && show(original, translated.get(language)?.cards.get(id));
    },
    cards: language => (language === 'en' ? english.cards : (translated.get(language)?.cards ?? new Map())),
    translation: (id, language) => translated.get(language)?.cards.get(id),
    fingerprint: language =>
      language === 'en' ? english.fingerprint : (translated.get(language)?.fingerprint ?? 'none'),
  };
}

function show(original: Card, translated: CardTranslation | undefined): ShownCard {
  const { title, question, language } = translated ?? original;
  const hasBody = translated?.sections.Answer !== undefined;
  return {
    original,
    title,
    question,
    titleLanguage: language,
    sections: hasBody ? translated.sections : original.sections,
    bodyLanguage: hasBody ? language : 'en',
    ...(hasBody && { translation: translated.translation }),
    stale: hasBody && translated.madeFrom !== undefined && translated.madeFrom !== original.hash,
  };
}

function checkReferences(
  localesDirectory: string,
  english: LanguageCards<Card>,
  translated: LanguageCards<CardTranslation>[],
): void {
  const faults: string[] = [];
  for (const card of english.cards.values())
    for (const id of card.related)
      if (!english.cards.has(id))
        faults.push(
          `${join(localesDirectory, 'en', 'cards', card.id)}.md: related: there is no card ${id}. Name one that exists.`,
        );
  for (const { language, cards } of translated)
    for (const id of cards.keys())
      if (!english.cards.has(id))
        faults.push(
          `${join(localesDirectory, language, 'cards', id)}.md: there is no English card ${id}. Write that one first.`,
        );
  if (faults.length > 0) throw new Error(faults.join('\n'));
}
