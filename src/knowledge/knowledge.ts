import { type CardLibrary, loadCardLibrary } from './card-library.ts';
import { type CrisisFinder, type CrisisKind, createCrisisFinder, loadCrisisPatterns } from './crisis.ts';
import { type LanguageDetector, loadLanguageDetector } from './language-detector.ts';
import { createSearch, type Found, type Search } from './search.ts';
import { librarySource } from './search-source.ts';
import { createWordReader, loadSteeringForms, type WordReader } from './words.ts';

/** All that the bot knows; nothing in it knows a member. */
export interface Knowledge {
  library: CardLibrary;
  search: Search;
  detectLanguage: LanguageDetector;
  findCrisis: CrisisFinder;
  readWord: WordReader;
}

/**
 * Loads everything under `locales/`. The first start trains and takes some seconds; later ones read what it left in
 * `cacheDirectory`.
 *
 * @throws Error that lists every fault of the content with its file and remedy.
 */
export function loadKnowledge(localesDirectory: string, cacheDirectory?: string): Knowledge {
  const library = loadCardLibrary(localesDirectory, cacheDirectory);
  const source = librarySource(library);
  const detectLanguage = loadLanguageDetector(source, cacheDirectory);
  return {
    library,
    search: createSearch(source, { detectLanguage, ...(cacheDirectory !== undefined && { cacheDirectory }) }),
    detectLanguage,
    findCrisis: createCrisisFinder(loadCrisisPatterns(localesDirectory)),
    readWord: createWordReader(loadSteeringForms(localesDirectory)),
  };
}

/** The danger that somebody may be in who plainly asks for a card of it, where no pattern has found one. */
export function crisisOf(found: Found, library: CardLibrary): CrisisKind | undefined {
  const [best] = found.candidates;
  if (found.band !== 'answer' || !best) return undefined;
  return library.card(best.cardId, 'en')?.original.crisis;
}
